package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.pool.Phase;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.Usability;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.Locale;

/** Shows the figures that pools keep, for as long as a pool is served. */
final class PoolMeters {
  private static final String RETRIES = "apifleet.gateway.retries";
  private static final String BREAKER_CHANGES = "apifleet.gateway.breaker.changes";
  private static final String TUNNELS = "apifleet.gateway.tunnels";
  private static final String FAILOVERS = "apifleet.gateway.failovers";
  private static final String ENDPOINTS = "apifleet.gateway.endpoints";
  private static final String UNDER_WAY = "apifleet.gateway.requests.under.way";

  private final MeterRegistry registry;

  PoolMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void add(Pool pool) {
    FunctionCounter.builder(RETRIES, pool, p -> p.retries().sum())
        .description("Further tries after a first one failed")
        .tag("pool", pool.name())
        .register(registry);
    FunctionCounter.builder(FAILOVERS, pool, p -> p.failovers().sum())
        .description("Requests that the failover pool took over")
        .tag("pool", pool.name())
        .register(registry);
    for (Usability usability : Usability.values()) {
      Gauge.builder(ENDPOINTS, pool, p -> p.count(usability))
          .description("Endpoints that get requests, and that do not")
          .tag("pool", pool.name())
          .tag("state", usability.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder(UNDER_WAY, pool, p -> p.load().underWay())
        .description("Requests under way")
        .tag("pool", pool.name())
        .register(registry);
    Gauge.builder(TUNNELS, pool, p -> p.tunnels().sum())
        .description("Open WebSockets")
        .tag("pool", pool.name())
        .register(registry);
    for (Phase phase : Phase.values()) {
      FunctionCounter.builder(BREAKER_CHANGES, pool, p -> p.breakerChanges(phase).sum())
          .description("Changes of endpoints' breakers into a state")
          .tag("pool", pool.name())
          .tag("to", phase.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  void remove(Pool pool) {
    TaggedMeters.remove(registry, Tag.of("pool", pool.name()));
  }
}
