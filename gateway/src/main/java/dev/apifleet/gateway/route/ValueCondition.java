package dev.apifleet.gateway.route;

import com.google.re2j.Pattern;
import dev.apifleet.snapshot.MatchConfig.ValueMatch;
import java.util.List;

/**
 * A condition on a header or query parameter.
 *
 * @param value the value wanted, where no pattern is given
 * @param pattern what the whole value must match, or null
 */
record ValueCondition(String name, String value, Pattern pattern) {
  static List<ValueCondition> of(List<ValueMatch> matches) {
    return matches.stream().map(ValueCondition::of).toList();
  }

  private static ValueCondition of(ValueMatch match) {
    Pattern pattern = match.regex() ? Pattern.compile(match.value()) : null;
    return new ValueCondition(match.name(), match.value(), pattern);
  }

  /** What it wants, in words. */
  String wanted() {
    return (pattern == null ? "value " : "a value like ") + value;
  }

  boolean holds(String actual) {
    if (actual == null) {
      return false;
    }
    return pattern == null ? value.equals(actual) : pattern.matcher(actual).matches();
  }
}
