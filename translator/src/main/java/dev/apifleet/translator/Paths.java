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

  /**
   * What no path holds once a gateway has normalised it: escapes of unreserved characters, in lower
   * case, or of none; characters that must be escaped or are refused.
   */
  private static final Pattern NEVER_MATCHES =
      Pattern.compile(
          "//|/\\.{1,2}(/|$)|[^!-~]|[?#;\\\\]|%(?![0-9A-F]{2})|%00|%5C|%2[DEF]|%3[0-9]|%[46][1-9A-F]"
              + "|%[57][0-9A]|%5F|%7E");

  private Paths() {}

  static MatchConfig.PathMatch read(FieldPath path, PathMatch given, Problems problems) {
    PathMatch match = Objects.requireNonNullElse(given, EVERYTHING);
    FieldPath field = path.child("value");
    String value = Objects.requireNonNullElse(match.value(), ROOT);
    return switch (Objects.requireNonNullElse(match.type(), PathMatchType.PathPrefix)) {
      case Exact -> {
        literal(field, value, value, problems);
        yield new MatchConfig.PathMatch.Exact(value);
      }
      case PathPrefix -> {
        literal(field, withoutSlashes(value), value, problems);
        yield new MatchConfig.PathMatch.Prefix(withoutSlashes(value));
      }
      case Template -> {
        Templates.check(field, value, problems);
        yield new MatchConfig.PathMatch.Template(value);
      }
      case RegularExpression -> {
        Expressions.check(field, value, problems);
        yield new MatchConfig.PathMatch.Regex(value);
      }
    };
  }

  /** Checks the literal text of a path that was given, maybe in another form. */
  static void literal(FieldPath field, String text, String given, Problems problems) {
    if (!text.startsWith(ROOT)) {
      problems.invalid(field, given, "start with '/'");
    } else if (NEVER_MATCHES.matcher(text).find()) {
      problems.invalid(
          field,
          given,
          "leave out //, /./, /../, ;, \\, %2F, spaces, query and fragment, and escape as gateways"
              + " normalise (%C3%A9, not %c3%a9 or %41): no path has it otherwise");
    }
  }

  /** The same condition on what stands behind a prefix. */
  static MatchConfig.PathMatch behind(String prefix, MatchConfig.PathMatch path) {
    return switch (path) {
      case MatchConfig.PathMatch.Exact(String value) ->
          new MatchConfig.PathMatch.Exact(prefix + value);
      case MatchConfig.PathMatch.Prefix(String value) ->
          new MatchConfig.PathMatch.Prefix(withoutSlashes(prefix + value));
      case MatchConfig.PathMatch.Template(String value) ->
          new MatchConfig.PathMatch.Template(prefix + value);
      case MatchConfig.PathMatch.Regex(String value) ->
          new MatchConfig.PathMatch.Regex(
              com.google.re2j.Pattern.quote(prefix) + "(?:" + value + ")");
    };
  }

  private static String withoutSlashes(String prefix) {
    int end = prefix.length();
    while (end > 1 && prefix.charAt(end - 1) == '/') {
      end--;
    }
    return prefix.substring(0, end);
  }
}
