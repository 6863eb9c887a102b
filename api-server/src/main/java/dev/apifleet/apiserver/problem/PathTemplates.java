package dev.apifleet.apiserver.problem;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Paths as OpenAPI writes them, {@code /things/{id}}, with the methods that each serves. */
final class PathTemplates {

  private record Template(String[] segments, Set<String> methods) {

    boolean matches(String[] path) {
      return path.length == segments.length
          && Arrays.equals(
              segments, path, (own, found) -> isVariable(own) ? 0 : own.compareTo(found));
    }

    long variables() {
      return Arrays.stream(segments).filter(Template::isVariable).count();
    }

    private static boolean isVariable(String segment) {
      return segment.startsWith("{");
    }
  }

  private final List<Template> templates;

  PathTemplates(Map<String, Set<String>> methods) {
    templates =
        methods.entrySet().stream()
            .map(path -> new Template(path.getKey().split("/"), path.getValue()))
            // what is written out is meant before what stands for anything
            .sorted(Comparator.comparingLong(Template::variables))
            .toList();
  }

  /** What the most specific path that fits serves; empty where none fits. */
  Optional<Set<String>> methods(String path) {
    String[] segments = path.split("/");
    return templates.stream()
        .filter(template -> template.matches(segments))
        .findFirst()
        .map(Template::methods);
  }
}
