package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * The {@code Cache-Status} field of RFC 9211: what the cache did, for people who wonder. The caches
 * behind this one have said theirs before.
 */
final class CacheStatus {
  static final CharSequence NAME = HttpHeaders.createOptimized("Cache-Status");

  private static final int KEY_CHARACTERS = 16;

  private CacheStatus() {}

  static String hit(CacheKey key, long ttlSeconds) {
    return "apifleet; hit; ttl=" + ttlSeconds + key(key);
  }

  /** A hit on the answer to another request that was under way. */
  static String collapsed(CacheKey key, long ttlSeconds) {
    return "apifleet; fwd=miss; collapsed; ttl=" + ttlSeconds + key(key);
  }

  /**
   * @param reason one of RFC 9211 section 2.2
   */
  static String forwarded(String reason, int status) {
    return "apifleet; fwd=" + reason + "; fwd-status=" + status;
  }

  /** Equal in all answers that come from one URI, and no more than that can be seen from it. */
  static String key(CacheKey key) {
    return "; key=\"" + key.uri().substring(0, KEY_CHARACTERS) + '"';
  }

  /** Says of an answer why the cache had no part in it. */
  record Bypassed(String reason) implements ResponseTap {
    @Override
    public Body head(int status, MultiMap headers) {
      headers.remove(TargetedControl.OWN);
      headers.add(NAME, "apifleet; fwd=" + reason);
      return null;
    }

    @Override
    public void ownHead(int status, MultiMap headers) {
      headers.add(NAME, "apifleet; fwd=" + reason);
    }
  }
}
