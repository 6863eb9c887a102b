package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BalancingConfig;

/** Chooses among the endpoints that may be used. */
public sealed interface LoadBalancer
    permits RoundRobin, WeightedRoundRobin, LeastConnections, IpHash, ConsistentHash, PeakEwma {

  /**
   * Where a request stands among all requests: its turn, or the hash of its key. All that is
   * decided by chance is decided by it, so that a key stays where it is.
   *
   * @param turn counts the choices of a pool, never negative
   */
  default long position(Asker asker, int turn) {
    return turn;
  }

  /**
   * Chooses one.
   *
   * @param usable at least one
   */
  Endpoint choose(Endpoint[] usable, long position, long now);

  static LoadBalancer of(Algorithm algorithm, BalancingConfig config, Endpoint[] endpoints) {
    return switch (algorithm) {
      case ROUND_ROBIN -> new RoundRobin();
      case WEIGHTED_ROUND_ROBIN -> new WeightedRoundRobin();
      case LEAST_CONNECTIONS -> new LeastConnections();
      case IP_HASH -> new IpHash();
      case CONSISTENT_HASH -> new ConsistentHash(config, endpoints);
      case PEAK_EWMA -> new PeakEwma();
    };
  }
}
