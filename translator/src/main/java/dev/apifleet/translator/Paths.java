package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PathMatch;
import dev.apifleet.api.v1alpha1.PathMatchType;
import dev.apifleet.snapshot.MatchConfig;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads conditions on paths, with the checks of Gateway API. */
final class Paths {
  private static final PathMatch EVERYTHING = new PathMatch(null, null);
  private static final String ROOT = "/";

  /** What no path holds once a gateway has normalised it. */
  private static final Pattern NEVER_MATCHES =
      Pattern.compile("//|/\\.{1,2}(/|$)|%2[fF]|[?#\\s\\p{Cntrl}]");

  private Paths() {}

  static MatchConfig.PathMatch read(FieldPath path, PathMatch given, Problems problems) {
    PathMatch match = Objects.requireNonNullElse(given, EVERYTHING);
    FieldPath field = path.child("value");
    String value = Objects.requireNonNullElse(match.value(), ROOT);
    return switch (Objects.requireNonNullElse(match.type(), PathMatchType.PathPrefix)) {
      case Exact -> new MatchConfig.PathMatch.Exact(literal(field, value, problems));
      case PathPrefix ->
          new MatchConfig.PathMatch.Prefix(literal(field, withoutSlashes(value), problems));
      case Template -> new MatchConfig.PathMatch.Template(literal(field, value, problems));
      case RegularExpression -> {
        Expressions.check(field, value, problems);
        yield new MatchConfig.PathMatch.Regex(value);
      }
    };
  }

  private static String literal(FieldPath field, String value, Problems problems) {
    if (!value.startsWith(ROOT)) {
      problems.invalid(field, value, "start with '/', or set type to RegularExpression");
    } else if (NEVER_MATCHES.matcher(value).find()) {
      problems.invalid(
          field,
          value,
          "leave out //, /./, /../, %2F, spaces, query and fragment: no path has them");
    }
    return value;
  }

  private static String withoutSlashes(String prefix) {
    int end = prefix.length();
    while (end > 1 && prefix.charAt(end - 1) == '/') {
      end--;
    }
    return prefix.substring(0, end);
  }
}
