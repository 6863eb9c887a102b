package dev.apifleet.gateway.limit.count;

import io.vertx.core.Future;

/** Where the counters are that gateways share. */
public interface CounterStore {
  /** As long as it takes: for what no request waits for. */
  long PATIENCE_MILLIS = 1_000;

  /**
   * Asks; the answer may come on any thread. Fails at once where the store is away, and when the
   * budget is used up. What was asked may then have been done all the same, but what was taken too
   * late for who asked is given back.
   *
   * @param budgetMillis the longest that the store may take
   */
  Future<Answer> ask(Ask ask, long budgetMillis);

  /** Asks where no request waits for the answer. */
  default Future<Answer> ask(Ask ask) {
    return ask(ask, PATIENCE_MILLIS);
  }
}
