package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;

/**
 * How many replicas a load needs.
 *
 * <p>By requests under way or per second that is the load divided by what a replica should carry:
 * whatever is ready or still starts, so nothing on its way is counted twice. Latency says only that
 * those that served are too few or too many, which is judged moment by moment ({@link
 * LatencyGoal}); but it never asks for more than one replica for each request under way, since more
 * could not make it quicker.
 */
final class Demand {
  /** More than any load can ask for, and still safe to double. */
  private static final int MOST = Integer.MAX_VALUE / 4;

  /** Averages of many seconds are not exact to the last digit. */
  private static final double ROUNDING = 1e-6;

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
      case Latency -> byLatency(load, window, serving);
    };
  }

  private static int byLatency(Average load, Duration window, int serving) {
    int oneEach = ceil(load.concurrency());
    if (load.rate() * window.toSeconds() < ENOUGH_REQUESTS) {
      return Math.min(serving, oneEach);
    }
    int wanted = ceil(load.replicas());
    return wanted > serving ? Math.clamp(oneEach, serving, wanted) : wanted;
  }

  private static int ceil(double replicas) {
    return (int) Math.min(MOST, Math.ceil(replicas - ROUNDING));
  }
}
