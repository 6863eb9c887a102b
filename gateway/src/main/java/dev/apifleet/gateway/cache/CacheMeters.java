package dev.apifleet.gateway.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the cache did for one route's requests. */
final class CacheMeters {
  private final Map<Result, Counter> counters = new EnumMap<>(Result.class);

  /** What it did for one. */
  enum Result {
    /** Answered from the cache, fresh. */
    HIT,
    /** Answered from the cache, expired. */
    STALE,
    /** Answered by the fetch of an equal request. */
    COALESCED,
    /** Answered from the cache after the backend said that nothing changed. */
    REVALIDATED,
    /** Answered by the backend. */
    MISS,
    /** Not looked up. */
    BYPASS;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
      return label;
    }
  }

  CacheMeters(MeterRegistry registry, String route) {
    for (Result result : Result.values()) {
      counters.put(
          result,
          Counter.builder("apifleet.cache.requests")
              .description("Requests of routes with a cache, by what the cache did for them")
              .tag("route", route)
              .tag("result", result.label())
              .register(registry));
    }
  }

  void count(Result result) {
    counters.get(result).increment();
  }
}
