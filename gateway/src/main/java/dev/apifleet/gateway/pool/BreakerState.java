package dev.apifleet.gateway.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One state of a breaker with the figures that belong to it. A result is reported to the state that
 * admitted its request, so a late one cannot disturb the state after.
 */
public sealed interface BreakerState {
  Phase phase();

  /** Counts results. */
  record Closed(ResultWindow results) implements BreakerState {
    Closed() {
      this(new ResultWindow());
    }

    @Override
    public Phase phase() {
      return Phase.CLOSED;
    }
  }

  /** Waits, in nanoseconds of the breaker's clock. */
  record Open(long until) implements BreakerState {
    @Override
    public Phase phase() {
      return Phase.OPEN;
    }
  }

  /** Probes. Probes that have not answered by the deadline are given up. */
  record HalfOpen(long deadline, AtomicInteger admitted, AtomicInteger succeeded)
      implements BreakerState {
    HalfOpen(long deadline) {
      this(deadline, new AtomicInteger(), new AtomicInteger());
    }

    @Override
    public Phase phase() {
      return Phase.HALF_OPEN;
    }
  }
}
