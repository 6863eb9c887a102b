package dev.apifleet.gateway.compress;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The media types that a rule compresses. */
final class ContentTypes {
  /** Streams of messages: compressed only where they are named, whatever a wildcard says. */
  private static final Set<String> ONLY_BY_NAME = Set.of("text/event-stream");

  private static final String GRPC = "application/grpc";

  private final Set<String> exact = new HashSet<>();
  private final List<Wildcard> wildcards;

  private record Wildcard(String before, String after) {
    boolean matches(String type) {
      return type.length() > before.length() + after.length()
          && type.startsWith(before)
          && type.endsWith(after);
    }
  }

  /** Types such as {@code application/json}, {@code text/*} and {@code application/*+json}. */
  ContentTypes(List<String> types) {
    types.stream().filter(type -> type.indexOf('*') < 0).forEach(exact::add);
    wildcards =
        types.stream()
            .filter(type -> type.indexOf('*') >= 0)
            .map(type -> type.split("\\*", 2))
            .map(parts -> new Wildcard(parts[0], parts[1]))
            .toList();
  }

  /**
   * Whether a body of this {@code Content-Type} is compressed; messages of gRPC do it themselves.
   */
  boolean contain(String contentType) {
    if (contentType == null) {
      return false;
    }
    int parameters = contentType.indexOf(';');
    String type =
        (parameters < 0 ? contentType : contentType.substring(0, parameters))
            .trim()
            .toLowerCase(Locale.ROOT);
    if (exact.contains(type)) {
      return true;
    }
    if (ONLY_BY_NAME.contains(type) || type.startsWith(GRPC)) {
      return false;
    }
    for (int i = 0; i < wildcards.size(); i++) {
      if (wildcards.get(i).matches(type)) {
        return true;
      }
    }
    return false;
  }
}
