package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.Algorithm;

/** Chooses among the endpoints that may be used. */
public sealed interface LoadBalancer {

  /**
   * Chooses one.
   *
   * @param usable at least one
   * @param turn counts the choices of a pool, never negative
   */
  Endpoint choose(Endpoint[] usable, int turn);

  static LoadBalancer of(Algorithm algorithm) {
    return switch (algorithm) {
      case ROUND_ROBIN -> new RoundRobin();
      case LEAST_CONNECTIONS -> new LeastConnections();
      default -> throw new IllegalArgumentException("this gateway does not know " + algorithm);
    };
  }

  /** Each in turn. */
  record RoundRobin() implements LoadBalancer {
    @Override
    public Endpoint choose(Endpoint[] usable, int turn) {
      return usable[turn % usable.length];
    }
  }

  /** The one with the fewest requests under way; among equals each in turn. */
  record LeastConnections() implements LoadBalancer {
    @Override
    public Endpoint choose(Endpoint[] usable, int turn) {
      Endpoint least = null;
      int fewest = Integer.MAX_VALUE;
      for (int i = 0; i < usable.length; i++) {
        Endpoint endpoint = usable[(turn % usable.length + i) % usable.length];
        int inFlight = endpoint.inFlight();
        if (inFlight < fewest) {
          least = endpoint;
          fewest = inFlight;
        }
      }
      return least;
    }
  }
}
