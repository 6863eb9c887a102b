package dev.apifleet.gateway.runtime;

import dev.apifleet.gateway.pool.Door;
import dev.apifleet.gateway.pool.Phase;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.Usability;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** Shows the figures that pools keep, for as long as a pool is served. */
final class PoolMeters {
  private static final String POOL = "pool";
  private static final String RETRIES = "apifleet.gateway.retries";
  private static final String BREAKER_CHANGES = "apifleet.gateway.breaker.changes";
  private static final String TUNNELS = "apifleet.gateway.tunnels";
  private static final String FAILOVERS = "apifleet.gateway.failovers";
  private static final String CHECKS = "apifleet.gateway.health.checks";
  private static final String LOOKUPS = "apifleet.gateway.dns.lookups";
  private static final String ENDPOINTS = "apifleet.gateway.endpoints";
  private static final String UNDER_WAY = "apifleet.gateway.requests.under.way";

  private final MeterRegistry registry;

  PoolMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void add(Pool pool) {
    count(RETRIES, "Further tries after a first one failed", pool, pool.retries());
    count(
        "apifleet.gateway.retries.refused",
        "Further tries that the budget of retries did not allow",
        pool,
        pool.retryBudget().refused());
    count("apifleet.gateway.hedges", "Tries beside one that took long", pool, pool.hedges());
    count("apifleet.gateway.faults", "Tries that met a simulated fault", pool, pool.faults());
    count("apifleet.gateway.copies", "Mirrored requests that were sent", pool, pool.copies());
    count(
        "apifleet.gateway.copies.lost",
        "Mirrored requests that found no place or no endpoint",
        pool,
        pool.lostCopies());
    count(FAILOVERS, "Requests that the failover pool took over", pool, pool.failovers());
    for (boolean well : new boolean[] {true, false}) {
      FunctionCounter.builder(CHECKS, pool, p -> p.healthChecks(well).sum())
          .description("Active health checks of endpoints")
          .tag(POOL, pool.name())
          .tag("outcome", well ? "passed" : "failed")
          .register(registry);
      FunctionCounter.builder(LOOKUPS, pool, p -> p.dnsLookups(well).sum())
          .description("Lookups of a pool's name by DNS")
          .tag(POOL, pool.name())
          .tag("outcome", well ? "answered" : "failed")
          .register(registry);
    }
    for (Usability usability : Usability.values()) {
      Gauge.builder(ENDPOINTS, pool, p -> p.count(usability))
          .description("Endpoints that get requests, and that do not")
          .tag(POOL, pool.name())
          .tag("state", usability.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    gauge(UNDER_WAY, "Requests under way", pool, p -> p.load().underWay());
    gauge(TUNNELS, "Open WebSockets", pool, p -> p.tunnels().sum());
    addDoor(pool, pool.door());
    for (Phase phase : Phase.values()) {
      FunctionCounter.builder(BREAKER_CHANGES, pool, p -> p.breakerChanges(phase).sum())
          .description("Changes of endpoints' breakers into a state")
          .tag(POOL, pool.name())
          .tag("to", phase.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private void addDoor(Pool pool, Door door) {
    count("apifleet.gateway.admitted", "Requests let into the pool", pool, door.admitted());
    count("apifleet.gateway.queued", "Requests that had to wait", pool, door.queued());
    refused(pool, "queue-full", door.full());
    refused(pool, "displaced", door.displaced());
    refused(pool, "timeout", door.late());
    gauge("apifleet.gateway.queue", "Requests that wait", pool, p -> p.door().waiting());
    gauge(
        "apifleet.gateway.concurrency.limit",
        "Requests that may be under way; NaN for no limit",
        pool,
        p -> p.door().limit() == Integer.MAX_VALUE ? Double.NaN : p.door().limit());
  }

  private void refused(Pool pool, String reason, LongAdder requests) {
    FunctionCounter.builder("apifleet.gateway.refused", requests, LongAdder::sum)
        .description("Requests that were not let into the pool")
        .tag(POOL, pool.name())
        .tag("reason", reason)
        .register(registry);
  }

  private void count(String name, String description, Pool pool, LongAdder events) {
    FunctionCounter.builder(name, events, LongAdder::sum)
        .description(description)
        .tag(POOL, pool.name())
        .register(registry);
  }

  private void gauge(String name, String description, Pool pool, ToDoubleFunction<Pool> value) {
    Gauge.builder(name, pool, value)
        .description(description)
        .tag(POOL, pool.name())
        .register(registry);
  }

  /** All meters of a pool have it. */
  static Tag tag(Pool pool) {
    return Tag.of(POOL, pool.name());
  }
}
