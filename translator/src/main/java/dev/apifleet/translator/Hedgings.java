package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteHedging;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.translator.Durations.AtLeast;

/** Reads when a second try starts beside the first. */
final class Hedgings {
  private static final int MOST_ATTEMPTS = 3;

  private Hedgings() {}

  /** Null where a rule does not hedge. */
  static RuleAction.Hedge read(FieldPath field, RouteHedging hedging, Problems problems) {
    if (hedging == null) {
      return null;
    }
    FieldPath after = field.child("after");
    if (hedging.after() == null) {
      problems.invalid(after, null, "write how long the first try may take, such as 200ms");
    }
    return new RuleAction.Hedge(
        Durations.read(after, hedging.after(), "1s", AtLeast.MILLISECOND, problems),
        Numbers.read(field.child("attempts"), hedging.attempts(), 1, 1, MOST_ATTEMPTS, problems));
  }
}
