package dev.apifleet.translator;

import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.Resource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a BackendPool gives to a fleet.
 *
 * @param config empty where the pool is not valid
 * @param endpoints empty where it cannot be read from where they come
 */
record PoolParts(Optional<PoolConfig> config, Optional<EndpointsConfig> endpoints) {

  /** A pool that is not valid keeps its last good form; its endpoints stay live where they can. */
  PoolParts orLastGood(String name, LastGood lastGood) {
    if (config.isPresent()) {
      return this;
    }
    return new PoolParts(
        lastGood.find(Kind.POOL, name, PoolConfig.class),
        endpoints.or(() -> lastGood.find(Kind.ENDPOINTS, name, EndpointsConfig.class)));
  }

  boolean usable() {
    return config.isPresent();
  }

  Stream<Resource> resources() {
    return config.isEmpty()
        ? Stream.empty()
        : Stream.<Optional<? extends Resource>>of(config, endpoints).flatMap(Optional::stream);
  }
}
