package dev.apifleet.gateway.pool;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.concurrent.TimeUnit;

/**
 * A limit that falls while requests take longer than they used to, and rises again: Netflix's
 * Gradient2 over windows of time. The headroom above what latency suggests is the square root of
 * the limit, as in Envoy's adaptive concurrency. A sample takes no lock but one that nobody waits
 * for, once per window.
 */
final class AdaptiveLimit {
  private static final int WINDOW_MILLIS = 200;
  private static final int LONGEST_WINDOW_MILLIS = 1_000;
  private static final int START = 20;

  private final int most;
  private final Limit limit;

  /** A limit that has learnt nothing and starts in the middle. */
  AdaptiveLimit(int most) {
    this(most, Math.max(START, most / 2));
  }

  private AdaptiveLimit(int most, int start) {
    this.most = most;
    Limit gradient =
        Gradient2Limit.newBuilder()
            .initialLimit(Math.min(most, start))
            .minLimit(1)
            .maxConcurrency(most)
            .queueSizeFunction(current -> Math.max(1, (int) Math.sqrt(current)))
            .build();
    limit =
        WindowedLimit.newBuilder()
            .minWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
            .maxWindowTime(LONGEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
            .build(gradient);
  }

  /** The same for another highest limit; the share in use is kept. */
  AdaptiveLimit to(int otherMost) {
    return otherMost == most
        ? this
        : new AdaptiveLimit(otherMost, (int) Math.max(1, (long) limit() * otherMost / most));
  }

  int limit() {
    return limit.getLimit();
  }

  /** A request that began at the given time took so long, beside so many others. */
  void sample(long began, long nanos, int underWay) {
    limit.onSample(began, nanos, underWay, false);
  }
}
