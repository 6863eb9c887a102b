package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.ScalingMetric;
import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many replicas the latency of a moment asks for: those that carried its requests, times
 * latency over target, as published controllers have it; at most twice as many, at least four
 * fifths, and all of them within a tenth of the target.
 *
 * <p>A moment is judged by its own replicas, since an average of many is older than those that
 * became ready of late: multiplied by these it would ask for the same growth again with each that
 * starts. What requests take is known when they end, so more replicas carry them only once they
 * have been ready for a while.
 */
final class LatencyGoal {
  private static final double DEAD_BAND = 0.1;
  private static final double STEP_UP = 2;
  private static final double STEP_DOWN = 0.8;

  private final int target;
  private final Duration lag;
  private Peaks fewest = Peaks.NONE;
  private Instant last = Instant.MIN;

  private LatencyGoal(int target, Duration lag) {
    this.target = target;
    this.lag = lag;
  }

  /** Empty for those that follow something else. */
  static Optional<LatencyGoal> of(ScaleSpec spec) {
    return spec.metric() == ScalingMetric.Latency
        ? Optional.of(new LatencyGoal(spec.target(), spec.panicWindow()))
        : Optional.empty();
  }

  /**
   * The load with what it asks for.
   *
   * @param ready replicas that can take requests
   * @param now never earlier than at the last call, unless the clock was set back
   */
  Average judge(Average load, int ready, Instant now) {
    fewest = (now.isBefore(last) ? Peaks.NONE : fewest).and(-ready, lag, now);
    last = now;
    return load.wanting(replicas(load.latency() / target, Math.max(1, ready)));
  }

  private double replicas(double ratio, int ready) {
    if (Math.abs(ratio - 1) <= DEAD_BAND) {
      return ready;
    }
    int carried = Math.max(1, -fewest.largest());
    return ratio > 1
        ? Math.max(ready, carried * Math.min(ratio, STEP_UP))
        : Math.max(ready * ratio, fewer(ready));
  }

  private static double fewer(int ready) {
    return Math.max(1, Math.min(ready - 1, Math.ceil(ready * STEP_DOWN)));
  }
}
