package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.cache.Wanted.Kind;
import dev.apifleet.gateway.filter.Exchange;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Set;

/** Answers a request with a stored response: whole, its head, or that nothing has changed. */
final class CachedAnswer {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** What a 304 repeats (RFC 9110 section 15.4.5), and what a CDN wants to know. */
  private static final Set<String> NOT_MODIFIED_HEADERS =
      Set.of(
          "cache-control",
          "cdn-cache-control",
          "surrogate-control",
          "cache-tag",
          "content-location",
          "date",
          "etag",
          "expires",
          "last-modified",
          "vary");

  private CachedAnswer() {}

  /** By a fresh response, or one that may be used stale. */
  static void hit(Exchange exchange, Kept kept, CacheKey key, Wanted wanted, long now) {
    if (wanted.has(Kind.CHANGE) && Validators.areMet(wanted.headers(), kept.stored(), now)) {
      unchanged(
          exchange, kept.stored(), CacheStatus.hit(key, kept.stored().life().ttlSeconds(now)), now);
    } else {
      whole(exchange, kept.stored(), kept.hitHeaders(key, now));
    }
  }

  /** With a word on how it came to it. */
  static void send(Exchange exchange, Stored stored, String cacheStatus, long now) {
    if (Validators.areMet(exchange.request().headers(), stored, now)) {
      unchanged(exchange, stored, cacheStatus, now);
    } else {
      whole(exchange, stored, headers(stored, cacheStatus, now));
    }
  }

  private static void unchanged(Exchange exchange, Stored stored, String cacheStatus, long now) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (Map.Entry<String, String> header : stored.headers()) {
      if (NOT_MODIFIED_HEADERS.contains(header.getKey())) {
        headers.add(header.getKey(), header.getValue());
      }
    }
    exchange.answer(NOT_MODIFIED, withOurs(headers, stored, cacheStatus, now), Buffer.buffer());
  }

  private static void whole(Exchange exchange, Stored stored, MultiMap headers) {
    boolean headOnly = exchange.request().method() == HttpMethod.HEAD;
    exchange.answer(stored.status(), headers, headOnly ? Buffer.buffer() : stored.body());
  }

  /** The headers of the whole answer, as the bytes that go out. */
  static MultiMap headers(Stored stored, String cacheStatus, long now) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (Map.Entry<String, String> header : stored.headers()) {
      headers.add(
          HttpHeaders.createOptimized(header.getKey()),
          HttpHeaders.createOptimized(header.getValue()));
    }
    if (stored.status() != NO_CONTENT) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(stored.body().length()));
    }
    return withOurs(headers, stored, cacheStatus, now);
  }

  private static MultiMap withOurs(MultiMap headers, Stored stored, String cacheStatus, long now) {
    return headers
        .remove(TargetedControl.OWN)
        .set(HttpHeaders.AGE, Long.toString(stored.life().ageSeconds(now)))
        .set(CacheStatus.NAME, cacheStatus);
  }
}
