package dev.apifleet.api.v1alpha1;

/** How an endpoint is chosen. */
public enum LoadBalancerAlgorithm {
  /** One after the other. */
  RoundRobin,
  /** The one with the fewest requests under way. */
  LeastConnections
}
