package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.BalancingConfig;
import dev.apifleet.snapshot.PoolConfig.HashKeyConfig;

/**
 * The same endpoint for a key, on a {@link Ring}; when an endpoint goes, only its own keys move. No
 * endpoint gets more than a given multiple of the average load: beyond, its keys go on to the next
 * one (Mirrokni, Thorup, Zadimoghaddam: Consistent Hashing with Bounded Loads). Load is the
 * requests under way from this gateway.
 */
final class ConsistentHash implements LoadBalancer {
  private final HashKeyConfig key;
  private final int boundedLoad;
  private final Ring ring;

  ConsistentHash(BalancingConfig config, Endpoint[] endpoints) {
    this.key = config.hashKey();
    this.boundedLoad = config.boundedLoad();
    this.ring = new Ring(endpoints, config.virtualNodes());
  }

  @Override
  public long position(Asker asker, int turn) {
    String text = key(asker);
    return Hash.of(text == null ? asker.clientKey() : text);
  }

  /** What cannot be read, such as a query that is not validly escaped, counts as absent. */
  private String key(Asker asker) {
    try {
      return switch (key.type()) {
        case IP -> null;
        case HEADER -> asker.header(key.name());
        case COOKIE -> asker.cookie(key.name());
        case QUERY_PARAM -> asker.queryParam(key.name());
        case PATH -> asker.path();
      };
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  @Override
  public Endpoint choose(Endpoint[] usable, long position, long now) {
    long load = 1;
    long weights = 0;
    for (Endpoint endpoint : usable) {
      load += endpoint.inFlight();
      weights += endpoint.weight();
    }
    boolean[] marks = ring.marks(usable);
    int start = ring.find(position);
    for (int step = 0; step < ring.size(); step++) {
      int owner = ring.owner((start + step) % ring.size());
      Endpoint endpoint = ring.endpoint(owner);
      if ((marks == null || marks[owner]) && hasRoom(endpoint, load, weights)) {
        return endpoint;
      }
    }
    // Others took the last room meanwhile.
    return usable[(int) Math.floorMod(position, (long) usable.length)];
  }

  /** With the request that is to come: it is below its share of the load times the bound. */
  private boolean hasRoom(Endpoint endpoint, long load, long weights) {
    long most = Math.ceilDiv(load * endpoint.weight() * boundedLoad, weights * 100);
    return endpoint.inFlight() < most;
  }
}
