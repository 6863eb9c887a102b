package dev.apifleet.api.v1alpha1;

/** How an endpoint is chosen for a request. */
public enum LoadBalancerAlgorithm {
  /** One after the other. */
  RoundRobin,
  /** In proportion to their weights, smoothly interleaved. */
  WeightedRoundRobin,
  /** The one with the fewest requests under way. */
  LeastConnections,
  /** Always the same for a client address. */
  IpHash,
  /** By a key of the request, on a ring of virtual nodes with bounded load. */
  ConsistentHash,
  /** The better of two drawn at random, by latency and requests under way. */
  PeakEwma
}
