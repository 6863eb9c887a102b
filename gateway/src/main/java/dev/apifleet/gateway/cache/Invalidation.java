package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/** Throws away what is kept for a URI once a write to it succeeded (RFC 9111 section 4.4). */
final class Invalidation implements ResponseTap {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

  private final ResponseCache cache;
  private final Exchange exchange;

  Invalidation(ResponseCache cache, Exchange exchange) {
    this.cache = cache;
    this.exchange = exchange;
  }

  static boolean mayFollow(HttpMethod method) {
    return !SAFE.contains(method);
  }

  /** Rules differ in what part of the query they go by. */
  @Override
  public Body head(int status, MultiMap headers) {
    if (status >= 200 && status < 400) {
      cache.queryKeys().stream()
          .map(query -> CacheKey.uri(exchange, query))
          .distinct()
          .forEach(cache::drop);
    }
    return null;
  }
}
