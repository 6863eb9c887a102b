package dev.apifleet.gateway.edit;

import com.google.re2j.Pattern;
import dev.apifleet.gateway.route.NormalPath;
import dev.apifleet.gateway.route.PathCondition;
import dev.apifleet.snapshot.PathEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** A change of a path, compiled. */
public sealed interface PathRewrite {
  /** The path stays as it is. */
  PathRewrite NONE = new Unchanged();

  /**
   * The new path, not in normal form.
   *
   * @param condition what the path met
   * @param asked the path that the client asked for
   */
  String raw(PathCondition condition, String asked);

  /**
   * The new path, or null when there is none that all backends read in the same way: what a client
   * chose may, together with what the edit takes away or adds, lead elsewhere than it may go.
   */
  default String apply(PathCondition condition, String asked) {
    return NormalPath.of(raw(condition, asked));
  }

  /**
   * Compiles an edit.
   *
   * @param edit null for none
   * @throws com.google.re2j.PatternSyntaxException when an expression is none of RE2
   */
  static PathRewrite of(PathEdit edit) {
    return switch (edit) {
      case null -> NONE;
      case PathEdit.Full(String path) -> Full.of(path);
      case PathEdit.Prefix(String replacement) -> Prefix.of(replacement);
      case PathEdit.Regex(String pattern, String substitution) ->
          new Expression(Pattern.compile(pattern), substitution);
    };
  }

  /** Leaves the path. */
  record Unchanged() implements PathRewrite {
    @Override
    public String raw(PathCondition condition, String asked) {
      return condition.withoutVersion(asked);
    }
  }

  /** A part of a new path: text, or the name of what a template matched. */
  record Part(String text, boolean name) {}

  /** Writes the whole path anew. */
  record Full(List<Part> parts) implements PathRewrite {
    private static final java.util.regex.Pattern NAME =
        java.util.regex.Pattern.compile("\\{([^{}]*)\\}");

    static Full of(String path) {
      List<Part> parts = new ArrayList<>();
      Matcher name = NAME.matcher(path);
      int end = 0;
      while (name.find()) {
        parts.add(new Part(path.substring(end, name.start()), false));
        parts.add(new Part(name.group(1), true));
        end = name.end();
      }
      parts.add(new Part(path.substring(end), false));
      return new Full(List.copyOf(parts));
    }

    @Override
    public String raw(PathCondition condition, String asked) {
      if (parts.size() == 1) {
        return parts.getFirst().text();
      }
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < parts.size(); i++) {
        Part part = parts.get(i);
        path.append(part.name() ? condition.parameter(asked, part.text()) : part.text());
      }
      return path.toString();
    }
  }

  /** Writes something else in place of the prefix that matched, as Gateway API defines it. */
  record Prefix(String replacement) implements PathRewrite {
    static Prefix of(String replacement) {
      int end = replacement.length();
      while (end > 0 && replacement.charAt(end - 1) == '/') {
        end--;
      }
      return new Prefix(replacement.substring(0, end));
    }

    @Override
    public String raw(PathCondition condition, String asked) {
      String path = condition.withoutVersion(asked);
      String left = path.substring(Math.min(path.length(), condition.prefixLength()));
      String next = replacement + left;
      return next.isEmpty() ? "/" : next;
    }
  }

  /** Replaces what an expression matches. */
  record Expression(Pattern pattern, String substitution) implements PathRewrite {
    @Override
    public String raw(PathCondition condition, String asked) {
      String path = pattern.matcher(condition.withoutVersion(asked)).replaceAll(substitution);
      return path.startsWith("/") ? path : '/' + path;
    }
  }
}
