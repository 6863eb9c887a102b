package dev.apifleet.api.v1alpha1;

/** What replicas follow. */
public enum ScalingMetric {
  /** Requests under way per replica. */
  Concurrency,
  /** Requests per second that arrive per replica. */
  Rate,
  /** Milliseconds that a request takes on average. */
  Latency,
  /** Percent of the CPU that pods request; only where a HorizontalPodAutoscaler scales. */
  Cpu
}
