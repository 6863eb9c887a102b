package dev.apifleet.gateway.upkeep;

import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Members;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import dev.apifleet.snapshot.PoolConfig.HealthCheckConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The active checks of a pool: one for each of its endpoints. Confined to one event loop. */
final class HealthWatch {
  private final Pool pool;
  private final Function<Endpoint, EndpointCheck> newCheck;
  private final Map<Endpoint, EndpointCheck> checks = new HashMap<>();
  private final LongSupplier nanoTime;
  private How how;

  /** What all checks of the pool have in common. */
  private record How(HealthCheckConfig check, ConnectionsConfig connections) {}

  HealthWatch(Pool pool, Function<Endpoint, EndpointCheck> newCheck, LongSupplier nanoTime) {
    this.pool = pool;
    this.nanoTime = nanoTime;
    this.newCheck = newCheck;
  }

  /** Checks those that are in the pool now, as it says now. */
  void adjust() {
    Members members = pool.members();
    How wanted = new How(members.config().healthCheck(), members.connections());
    if (!wanted.equals(how)) {
      stop();
      how = wanted;
    }
    if (wanted.check() == null) {
      // Nobody would find out that they have healed.
      members.endpoints().forEach(endpoint -> endpoint.healthy(true, nanoTime.getAsLong()));
      pool.recount();
      return;
    }
    Set<Endpoint> present = Set.copyOf(members.endpoints());
    checks
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !present.contains(entry.getKey());
              if (gone) {
                entry.getValue().stop();
              }
              return gone;
            });
    present.forEach(endpoint -> checks.computeIfAbsent(endpoint, this::started));
  }

  private EndpointCheck started(Endpoint endpoint) {
    EndpointCheck check = newCheck.apply(endpoint);
    check.start();
    return check;
  }

  void stop() {
    checks.values().forEach(EndpointCheck::stop);
    checks.clear();
  }
}
