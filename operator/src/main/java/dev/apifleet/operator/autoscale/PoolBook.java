package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.ScalingMetric;
import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Instant;
import java.util.Optional;

/** What is kept of the load of one pool, for the questions that its owner has. */
public final class PoolBook {
  /** A line is not followed to more than so many times the present load. */
  private static final double MOST_RISE = 2;

  private final ScaleSpec spec;
  private final LoadWindow window;
  private final Optional<Week> week;
  private int capacity = Integer.MAX_VALUE;

  public PoolBook(ScaleSpec spec) {
    this(spec, window(spec), week(spec, Optional.empty()));
  }

  private PoolBook(ScaleSpec spec, LoadWindow window, Optional<Week> week) {
    this.spec = spec;
    this.window = window;
    this.week = week;
  }

  /** The same for an owner who may have other wishes. */
  PoolBook following(ScaleSpec wish) {
    if (wish.equals(spec)) {
      return this;
    }
    return new PoolBook(wish, seesAlike(wish) ? window : window(wish), week(wish, week));
  }

  private boolean seesAlike(ScaleSpec wish) {
    boolean judges =
        spec.metric() == ScalingMetric.Latency || wish.metric() == ScalingMetric.Latency;
    return window.length().equals(wish.stableWindow()) && !judges;
  }

  private static LoadWindow window(ScaleSpec spec) {
    return new LoadWindow(spec.stableWindow(), LatencyGoal.of(spec));
  }

  ScalingMetric follows() {
    return spec.metric();
  }

  public LoadWindow window() {
    return window;
  }

  public void capacity(int replicas) {
    capacity = replicas;
  }

  /** Whether the last reports need replicas that there are not, and that there may be. */
  public boolean isOver() {
    return capacity < spec.max()
        && Demand.replicas(spec, window.latest(), spec.panicWindow(), capacity) > capacity;
  }

  public LoadStats stats(Instant now) {
    return stats(now, 0);
  }

  /**
   * @param unheard gateways that are known to be ready and are not heard
   */
  LoadStats stats(Instant now, int unheard) {
    return switch (window.stats(spec.stableWindow(), spec.panicWindow(), now)) {
      case LoadStats.Unknown unknown -> unknown;
      case LoadStats.Known known -> known.missing(unheard).foreseeing(foreseen(known, now));
    };
  }

  private Optional<Average> foreseen(LoadStats.Known known, Instant now) {
    week.ifPresent(kept -> kept.see(known.panic(), now));
    ScaleSpec.Prediction prediction = spec.prediction();
    return switch (prediction.method()) {
      case None -> Optional.empty();
      case Slope ->
          window
              .ahead(spec.stableWindow(), prediction.horizon(), now)
              .map(then -> then.atMost(known.stable().atLeast(known.panic()).times(MOST_RISE)));
      case LastWeek -> week.flatMap(kept -> kept.ahead(prediction.horizon(), now));
    };
  }

  private static Optional<Week> week(ScaleSpec spec, Optional<Week> before) {
    return switch (spec.prediction().method()) {
      case None, Slope -> Optional.empty();
      case LastWeek -> before.or(() -> Optional.of(new Week()));
    };
  }
}
