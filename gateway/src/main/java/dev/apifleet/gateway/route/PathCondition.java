package dev.apifleet.gateway.route;

import dev.apifleet.snapshot.MatchConfig.PathMatch;
import java.util.Map;

/**
 * The condition on a path that a match has, with what it knows of the paths that meet it.
 *
 * @param path as configured
 * @param expression null where it is another kind of path
 * @param parameters index of the segment that each name of a template stands for
 * @param versionPrefix what backends are not asked for, or the empty string
 */
public record PathCondition(
    PathMatch path, Expression expression, Map<String, Integer> parameters, String versionPrefix) {
  /** Every path; nothing is known of it. */
  public static final PathCondition ANY = of(new PathMatch.Prefix("/"), "");

  /**
   * Compiles a condition.
   *
   * @throws com.google.re2j.PatternSyntaxException when an expression is none of RE2, whose time is
   *     linear in the text: no expression may hold an event loop
   */
  public static PathCondition of(PathMatch path, String versionPrefix) {
    Expression expression =
        path instanceof PathMatch.Regex(String text) ? Expression.of(text) : null;
    Map<String, Integer> parameters =
        path instanceof PathMatch.Template(String text) ? Template.parameters(text) : Map.of();
    return new PathCondition(path, expression, parameters, versionPrefix);
  }

  /** Whether a path meets the expression, if this is one; the rest of it is not looked at. */
  boolean meetsExpression(String text) {
    return expression == null || expression.matches(text);
  }

  /** The path that a backend is asked for, where no edit says otherwise. */
  public String withoutVersion(String matched) {
    if (versionPrefix.isEmpty()) {
      return matched;
    }
    return matched.length() == versionPrefix.length()
        ? "/"
        : matched.substring(versionPrefix.length());
  }

  /**
   * Length of the prefix that was asked for, without the version's and a slash at the end; 0 where
   * it is no prefix that was asked for.
   */
  public int prefixLength() {
    if (!(path instanceof PathMatch.Prefix)) {
      return 0;
    }
    String value = path.value();
    int length = value.endsWith("/") ? value.length() - 1 : value.length();
    return Math.max(0, length - versionPrefix.length());
  }

  /** What a name of the template stands for in a path that met it; empty for other names. */
  public String parameter(String matched, String name) {
    Integer index = parameters.get(name);
    if (index == null) {
      return "";
    }
    int start = 1;
    for (int i = 0; i < index; i++) {
      start = matched.indexOf('/', start) + 1;
    }
    int end = Template.isRest(path.value(), name) ? -1 : matched.indexOf('/', start);
    return end < 0 ? matched.substring(start) : matched.substring(start, end);
  }
}
