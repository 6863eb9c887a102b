package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.edit.Redirection;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.RuleAction;

/** What a request meets behind a rule's filters. */
public sealed interface Action {

  /**
   * Goes to a backend.
   *
   * @param how timeouts, retries and the rest, as configured
   */
  record Forward(WeightedPools pools, RuleAction.Forward how) implements Action {}

  /** Is sent elsewhere. */
  record Redirect(Redirection redirection) implements Action {}

  /** Is answered at once. */
  record Respond(RuleAction.Respond response) implements Action {}

  /** Is refused. */
  record Refuse(Problem problem) implements Action {}
}
