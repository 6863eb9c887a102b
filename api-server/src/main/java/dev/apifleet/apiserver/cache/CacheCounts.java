package dev.apifleet.apiserver.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What happened in one cache since this instance started. */
final class CacheCounts {

  private final Counter near;
  private final Counter shared;
  private final Counter loads;
  private final Counter waits;
  private final Counter refused;
  private final Counter invalidations;

  CacheCounts(MeterRegistry meters, String cache) {
    near = reads(meters, cache, "memory");
    shared = reads(meters, cache, "redis");
    loads = reads(meters, cache, "database");
    waits = meters.counter("apiserver.cache.waits", "cache", cache);
    refused = meters.counter("apiserver.cache.fills.refused", "cache", cache);
    invalidations = meters.counter("apiserver.cache.invalidations", "cache", cache);
  }

  private static Counter reads(MeterRegistry meters, String cache, String level) {
    return meters.counter("apiserver.cache.reads", "cache", cache, "from", level);
  }

  void near() {
    near.increment();
  }

  void shared() {
    shared.increment();
  }

  void loaded() {
    loads.increment();
  }

  void waited() {
    waits.increment();
  }

  void refused() {
    refused.increment();
  }

  void invalidated(int keys) {
    invalidations.increment(keys);
  }

  CacheReport.Cache report(String name, long entries) {
    double reads = near.count() + shared.count() + loads.count();
    return new CacheReport.Cache(
        name,
        entries,
        (long) reads,
        reads == 0 ? 0 : near.count() / reads,
        reads == 0 ? 0 : shared.count() / reads,
        (long) loads.count(),
        (long) waits.count(),
        (long) refused.count(),
        (long) invalidations.count());
  }
}
