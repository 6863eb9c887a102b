package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;

/**
 * How many replicas a load needs.
 *
 * <p>By requests under way or per second that is the load divided by what a replica should carry:
 * whatever is ready or still starts, so nothing on its way is counted twice. Latency says only that
 * those that serve are too few or too many: their number times latency over target, as published
 * controllers have it, at most twice and at least four fifths of it at once, nothing within a tenth
 * of the target, and never more than one replica for each request under way, since more could not
 * make it quicker.
 */
final class Demand {
  /** More than any load can ask for, and still safe to double. */
  private static final int MOST = Integer.MAX_VALUE / 4;

  /** Averages of many seconds are not exact to the last digit. */
  private static final double ROUNDING = 1e-6;

  private static final double DEAD_BAND = 0.1;
  private static final double STEP_UP = 2;
  private static final double STEP_DOWN = 0.8;
  private static final int ENOUGH_REQUESTS = 20;

  private Demand() {}

  /**
   * @param window that the load is the average of
   * @param serving replicas that carried it
   */
  static int replicas(ScaleSpec spec, Average load, Duration window, int serving) {
    return switch (spec.metric()) {
      case Concurrency, Cpu -> ceil(load.concurrency() / spec.perReplica());
      case Rate -> ceil(load.rate() / spec.perReplica());
      case Latency -> byLatency(spec, load, window, serving);
    };
  }

  private static int byLatency(ScaleSpec spec, Average load, Duration window, int serving) {
    int oneEach = ceil(load.concurrency());
    if (load.rate() * window.toSeconds() < ENOUGH_REQUESTS) {
      return Math.min(serving, oneEach);
    }
    double ratio = load.latency() / spec.target();
    if (Math.abs(ratio - 1) <= DEAD_BAND) {
      return serving;
    }
    return ratio > 1
        ? Math.clamp(oneEach, serving, ceil(serving * Math.min(ratio, STEP_UP)))
        : Math.max(ceil(serving * ratio), less(serving));
  }

  private static int less(int serving) {
    return Math.max(1, Math.min(serving - 1, ceil(serving * STEP_DOWN)));
  }

  private static int ceil(double replicas) {
    return (int) Math.min(MOST, Math.ceil(replicas - ROUNDING));
  }
}
