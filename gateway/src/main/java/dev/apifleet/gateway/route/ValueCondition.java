package dev.apifleet.gateway.route;

import com.github.benmanes.caffeine.cache.Interner;
import dev.apifleet.snapshot.MatchConfig.ValueMatch;
import java.util.List;

/**
 * A condition on a header or query parameter.
 *
 * @param value the value wanted, where no expression is given
 * @param expression what the whole value must match, or null
 */
record ValueCondition(String name, String value, Expression expression) {
  /** Many routes ask for the same, and share it: what is in a CPU's cache need not be read. */
  private static final Interner<List<ValueCondition>> SHARED = Interner.newWeakInterner();

  static List<ValueCondition> of(List<ValueMatch> matches) {
    return SHARED.intern(matches.stream().map(ValueCondition::of).toList());
  }

  private static ValueCondition of(ValueMatch match) {
    Expression expression = match.regex() ? Expression.of(match.value()) : null;
    return new ValueCondition(match.name(), match.value(), expression);
  }

  /** What it wants, in words. */
  String wanted() {
    return (expression == null ? "value " : "a value like ") + value;
  }

  boolean holds(String actual) {
    if (actual == null) {
      return false;
    }
    return expression == null ? value.equals(actual) : expression.matches(actual);
  }
}
