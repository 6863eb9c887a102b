package dev.apifleet.api.v1alpha1;

/** Who scales a pool. */
public enum ScalingMode {
  /** The operator, by what the gateways report. */
  Requests,
  /** A HorizontalPodAutoscaler that the operator makes. */
  Hpa
}
