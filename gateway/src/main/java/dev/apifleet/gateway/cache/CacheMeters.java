package dev.apifleet.gateway.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How often the cache was of use. */
final class CacheMeters {
  private final Counter hits;
  private final Counter misses;
  private final Counter bypasses;

  CacheMeters(MeterRegistry registry) {
    hits = counter(registry, "hit");
    misses = counter(registry, "miss");
    bypasses = counter(registry, "bypass");
  }

  private static Counter counter(MeterRegistry registry, String result) {
    return Counter.builder("apifleet.cache.requests")
        .description("Requests of routes with a cache, by what the cache did for them")
        .tag("result", result)
        .register(registry);
  }

  void hit() {
    hits.increment();
  }

  void miss() {
    misses.increment();
  }

  void bypass() {
    bypasses.increment();
  }
}
