package dev.apifleet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.gateway.filter.Exchange;

/** Keys of URIs that were asked for lately, so that what is asked often is not hashed again. */
final class CacheKeys {
  private static final int MOST = 10_000;

  /** Longer ones are hashed each time: what is remembered is bounded in bytes too. */
  private static final int LONGEST = 512;

  private record Asked(String rule, QueryKey reading, String origin, String path, String query) {
    boolean isShort() {
      return origin.length() + path.length() + (query == null ? 0 : query.length()) <= LONGEST;
    }
  }

  private final Cache<Asked, CacheKey> keys = Caffeine.newBuilder().maximumSize(MOST).build();

  CacheKey of(Exchange exchange, CachedRule rule) {
    Asked asked =
        new Asked(
            rule.name(),
            rule.query(),
            exchange.origin(),
            exchange.path(),
            exchange.request().query());
    CacheKey known = keys.getIfPresent(asked);
    if (known != null) {
      return known;
    }
    CacheKey key = CacheKey.of(exchange, rule.name(), rule.query());
    if (asked.isShort()) {
      keys.put(asked, key);
    }
    return key;
  }
}
