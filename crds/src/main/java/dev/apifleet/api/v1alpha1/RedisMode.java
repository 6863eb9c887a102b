package dev.apifleet.api.v1alpha1;

/** How a Redis is made up. */
public enum RedisMode {
  /** One server, or a service that stands for one. */
  Standalone,
  /** A master with replicas, found by asking Sentinels. */
  Sentinel,
  /** A Redis Cluster. */
  Cluster
}
