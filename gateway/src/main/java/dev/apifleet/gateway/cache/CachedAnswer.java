package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.Exchange;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
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

  static void send(Exchange exchange, Stored stored, String cacheStatus, long now) {
    HttpServerRequest request = exchange.request();
    boolean unchanged = Validators.areMet(request.headers(), stored, now);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (Map.Entry<String, String> header : stored.headers()) {
      if (!unchanged || NOT_MODIFIED_HEADERS.contains(header.getKey())) {
        headers.add(header.getKey(), header.getValue());
      }
    }
    headers.remove(TargetedControl.OWN);
    headers.set(HttpHeaders.AGE, Long.toString(stored.life().ageSeconds(now)));
    headers.set(CacheStatus.NAME, cacheStatus);
    if (unchanged) {
      exchange.answer(NOT_MODIFIED, headers, Buffer.buffer());
      return;
    }
    if (stored.status() != NO_CONTENT) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(stored.body().length()));
    }
    boolean headOnly = request.method() == HttpMethod.HEAD;
    exchange.answer(stored.status(), headers, headOnly ? Buffer.buffer() : stored.body());
  }
}
