package dev.apifleet.apiserver.overload;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places for requests under way. How many there are follows the answers' latency (Gradient2 of
 * Netflix' concurrency-limits): when answers take longer than they used to, there are fewer.
 */
@ApplicationScoped
public class Room {

  private final Limit limit;
  private final AtomicInteger taken = new AtomicInteger();

  @Inject
  Room(OverloadConfig config, MeterRegistry registry) {
    this(
        WindowedLimit.newBuilder()
            .build(
                Gradient2Limit.newBuilder()
                    .initialLimit(config.first())
                    .minLimit(config.least())
                    .maxConcurrency(config.most())
                    .build()));
    registry.gauge("apiserver.requests.under.way", taken);
    registry.gauge("apiserver.requests.limit", limit, Limit::getLimit);
  }

  Room(Limit limit) {
    this.limit = limit;
  }

  /** Whether there was a place; who got one gives it back by {@link #leave}. */
  boolean enter(Importance importance) {
    int places = importance.places(limit.getLimit());
    int before = taken.getAndUpdate(now -> now < places ? now + 1 : now);
    return before < places;
  }

  /** With how long it took, and whether it failed for want of something that is busy or away. */
  void leave(long startNanos, long nanos, boolean dropped) {
    limit.onSample(startNanos, Math.max(1, nanos), taken.getAndDecrement(), dropped);
  }

  int taken() {
    return taken.get();
  }
}
