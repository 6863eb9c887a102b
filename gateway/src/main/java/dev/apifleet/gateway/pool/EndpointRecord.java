package dev.apifleet.gateway.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a gateway has learned about an endpoint. */
final class EndpointRecord {
  private static final double LEAST_SHARE = 0.1;

  /** Longer ago than any slow start lasts, and still comparable. */
  private static final long LONG_AGO = 1L << 61;

  private final Breaker breaker;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Latency latency = new Latency();
  private long credit;
  private volatile boolean unhealthy;
  private volatile long startedAt;

  EndpointRecord(Consumer<Phase> onBreakerChange, long now) {
    breaker = new Breaker(onBreakerChange);
    startedAt = now - LONG_AGO;
  }

  Breaker breaker() {
    return breaker;
  }

  AtomicInteger inFlight() {
    return inFlight;
  }

  Latency latency() {
    return latency;
  }

  /** What WeightedRoundRobin owes it; guarded by that. */
  long credit() {
    return credit;
  }

  void credit(long next) {
    credit = next;
  }

  boolean isHealthy() {
    return !unhealthy;
  }

  void healthy(boolean healthy, long now) {
    if (healthy && unhealthy) {
      start(now);
    }
    unhealthy = !healthy;
  }

  /** It is new, or has healed: from now on its share grows. */
  void start(long now) {
    startedAt = now;
  }

  /** Its part of a full share: a tenth at first, all after the time given. */
  double share(long slowStartNanos, long now) {
    long since = now - startedAt;
    return since >= slowStartNanos ? 1 : Math.max(LEAST_SHARE, (double) since / slowStartNanos);
  }
}
