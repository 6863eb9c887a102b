package dev.apifleet.api.v1alpha1;

/** What the number of gateway pods follows. */
public enum FleetScalingMetric {
  /** Thousandths of a CPU that a gateway uses. */
  Cpu,
  /** Requests under way at pools per gateway. */
  Concurrency,
  /** Requests per second that arrive per gateway. */
  Rate
}
