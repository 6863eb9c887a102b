package dev.apifleet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Map;

/** Responses in this gateway's memory, bounded in bytes: the least used are forgotten first. */
final class MemoryStore {
  /** By URI, then by rule. */
  private final Cache<String, Map<String, Variants>> uris;

  MemoryStore(long maximumBytes) {
    uris =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .weigher((String _, Map<String, Variants> rules) -> weight(rules))
            .build();
  }

  private static int weight(Map<String, Variants> rules) {
    long weight = rules.values().stream().mapToLong(Variants::weight).sum();
    return (int) Math.min(Integer.MAX_VALUE, weight);
  }

  /** What is known of answers to such a request; null for nothing. */
  Kept find(CacheKey key, MultiMap request) {
    Map<String, Variants> rules = uris.getIfPresent(key.uri());
    Variants variants = rules == null ? null : rules.get(key.rule());
    return variants == null ? null : variants.find(request);
  }

  void put(CacheKey key, Kept kept) {
    uris.asMap()
        .compute(
            key.uri(),
            (_, rules) -> {
              Map<String, Variants> more = rules == null ? new HashMap<>() : new HashMap<>(rules);
              more.merge(key.rule(), Variants.none().with(kept), (old, _) -> old.with(kept));
              return Map.copyOf(more);
            });
  }

  void invalidate(String uri) {
    uris.invalidate(uri);
  }

  void clear() {
    uris.invalidateAll();
  }

  /** Bytes in use. */
  long weight() {
    return uris.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
