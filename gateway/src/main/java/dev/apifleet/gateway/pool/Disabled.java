package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.DisabledConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Which endpoints are taken out, and until when, in nanoseconds of the pool's clock. */
final class Disabled {
  private static final long FOREVER = Long.MAX_VALUE;

  private final Map<Endpoint, Long> until = new HashMap<>();

  Disabled(List<DisabledConfig> configs, Endpoint[] endpoints, PoolSite site) {
    long now = site.nanoTime().getAsLong();
    for (DisabledConfig config : configs) {
      long left = config.expiresAt() - site.epochMillis().getAsLong();
      if (config.expiresAt() == 0 || left > 0) {
        long end = config.expiresAt() == 0 ? FOREVER : now + TimeUnit.MILLISECONDS.toNanos(left);
        for (Endpoint endpoint : endpoints) {
          if (endpoint.isCalled(config.endpoint())) {
            until.merge(endpoint, end, Math::max);
          }
        }
      }
    }
  }

  boolean contains(Endpoint endpoint, long now) {
    if (until.isEmpty()) {
      return false;
    }
    Long end = until.get(endpoint);
    return end != null && (end == FOREVER || end - now > 0);
  }
}
