package dev.apifleet.gateway.protocol;

import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import java.util.List;

/** Pools whose endpoints speak HTTP/2 without TLS. */
final class Http2Pools {
  private Http2Pools() {}

  static PoolConfig pool(String name) {
    return pool(name, new ConnectionsConfig(true, null, 16, 64, 1_000, 30_000));
  }

  static PoolConfig pool(String name, ConnectionsConfig connections) {
    return pool(name, connections, null);
  }

  /** One whose first endpoint requests wait for. */
  static PoolConfig woken(String name, ActivationConfig room) {
    return pool(name, new ConnectionsConfig(true, null, 16, 64, 1_000, 30_000), room);
  }

  private static PoolConfig pool(
      String name, ConnectionsConfig connections, ActivationConfig room) {
    return new PoolConfig(
        name,
        Algorithm.ROUND_ROBIN,
        Resources.LENIENT,
        "",
        null,
        null,
        null,
        connections,
        PoolConfig.DEFAULT_RETRY_BUDGET,
        null,
        null,
        List.of(),
        List.of(),
        room);
  }
}
