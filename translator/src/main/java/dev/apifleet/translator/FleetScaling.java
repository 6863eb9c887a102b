package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetAutoscaling;
import dev.apifleet.api.v1alpha1.FleetScalingMetric;
import dev.apifleet.api.v1alpha1.PoolAutoscaling;
import dev.apifleet.api.v1alpha1.ScalingMetric;
import java.util.Objects;

/** How a fleet wants to be scaled, in the words of a pool, with the defaults of a fleet. */
public final class FleetScaling {
  private FleetScaling() {}

  /** The metrics of fleets are some of those of pools. */
  public static PoolAutoscaling asPool(FleetAutoscaling wish) {
    FleetScalingMetric metric = metric(wish);
    return new PoolAutoscaling(
        Objects.requireNonNullElse(wish.minReplicas(), 3),
        Objects.requireNonNullElse(wish.maxReplicas(), 15),
        ScalingMetric.valueOf(metric.name()),
        Objects.requireNonNullElseGet(wish.target(), () -> target(metric)),
        null,
        wish.stableWindow(),
        wish.panicWindow(),
        wish.scaleDownDelay(),
        wish.scaleUp(),
        wish.scaleDown(),
        null,
        null,
        null,
        null,
        null);
  }

  /** What the fleet follows. */
  public static FleetScalingMetric metric(FleetAutoscaling wish) {
    return Objects.requireNonNullElse(wish.metric(), FleetScalingMetric.Cpu);
  }

  private static int target(FleetScalingMetric metric) {
    return switch (metric) {
      case Cpu -> 600;
      case Concurrency -> 100;
      case Rate -> 1000;
    };
  }
}
