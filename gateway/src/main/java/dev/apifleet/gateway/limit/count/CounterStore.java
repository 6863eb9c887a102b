package dev.apifleet.gateway.limit.count;

import io.vertx.core.Future;

/**
 * Where the counters are that gateways share.
 *
 * <p><b>Loss.</b> A store that loses its data, or falls back to a copy that lags behind, forgets
 * what was charged last. What it still knows and all that it charges from then on keeps to the
 * algorithm, so any span of time admits at most what the algorithm lets pass in it, and besides
 * what each loss within that span has forgotten of it: what was charged during the lag, and at most
 * L a loss (a bucket's size for buckets), which is all that a counter that knows nothing admits
 * more than one that is used up. Losses before the span add nothing, since all that is admitted in
 * it was charged after them; slices at hand were charged before the loss and are part of what it
 * forgets.
 */
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
