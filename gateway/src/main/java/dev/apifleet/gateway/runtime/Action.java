package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.filter.Problem;

/** What a request meets behind a rule's filters. */
public sealed interface Action {

  /**
   * Goes to a backend.
   *
   * @param timeoutMillis for all tries together; 0 for none
   * @param retries further tries after the first
   */
  record Forward(WeightedPools pools, long timeoutMillis, int retries) implements Action {}

  /** Is refused. */
  record Refuse(Problem problem) implements Action {}
}
