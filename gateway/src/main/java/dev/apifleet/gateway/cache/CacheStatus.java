package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.Exchange;

/** The {@code Cache-Status} field of RFC 9211: what the cache did, for people who wonder. */
final class CacheStatus {
  private static final String NAME = "Cache-Status";

  private CacheStatus() {}

  static void hit(Exchange exchange, long ttlSeconds) {
    exchange.responseHeaders().set(NAME, "apifleet; hit; ttl=" + ttlSeconds);
  }

  /**
   * @param reason one of RFC 9211 section 2.2
   */
  static void forwarded(Exchange exchange, String reason) {
    exchange.responseHeaders().set(NAME, "apifleet; fwd=" + reason);
  }

  /** The answer to the forwarded request is kept. */
  static void stored(Exchange exchange) {
    exchange.responseHeaders().set(NAME, exchange.responseHeaders().get(NAME) + "; stored");
  }
}
