package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.ScalingMetric;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;
import java.util.stream.Stream;

/** What other autoscalers may ask about the load of a pool. */
public enum PoolMetric {
  /** Requests under way. */
  CONCURRENCY("apifleet_pool_concurrency"),
  /** Requests that arrive per second. */
  RATE("apifleet_pool_rate"),
  /** Requests that wait. */
  QUEUE("apifleet_pool_queue"),
  /** Milliseconds that a request takes. */
  LATENCY("apifleet_pool_latency_ms");

  /** The label by which a metric is asked for. */
  public static final String POOL_LABEL = "pool";

  private final String externalName;

  PoolMetric(String externalName) {
    this.externalName = externalName;
  }

  /** Its name in the external metrics of Kubernetes. */
  public String externalName() {
    return externalName;
  }

  /** The metric that is called so outside. */
  public static Optional<PoolMetric> named(String externalName) {
    return Stream.of(values()).filter(metric -> metric.externalName.equals(externalName)).findAny();
  }

  static PoolMetric of(ScalingMetric metric) {
    return switch (metric) {
      case Concurrency -> CONCURRENCY;
      case Rate -> RATE;
      case Latency -> LATENCY;
      case Cpu -> throw new IllegalArgumentException("gateways do not know the CPU of pods");
    };
  }

  /** As Kubernetes writes it: in thousandths, where it is not whole. */
  public static Quantity quantity(double value) {
    long thousandths = Math.round(value * 1000);
    return thousandths % 1000 == 0
        ? new Quantity(String.valueOf(thousandths / 1000))
        : new Quantity(thousandths + "m");
  }
}
