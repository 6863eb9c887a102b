package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.Exchange;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Set;

/** Answers a request with a stored response: whole, its head, or that nothing has changed. */
final class CachedAnswer {
  /** What a 304 repeats (RFC 9110 section 15.4.5). */
  private static final Set<String> NOT_MODIFIED_HEADERS =
      Set.of(
          "cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary");

  private CachedAnswer() {}

  static void send(Exchange exchange, Stored stored, long now) {
    HttpServerRequest request = exchange.request();
    boolean unchanged = isUnchanged(request.headers(), stored);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    stored.headers().stream()
        .filter(header -> !unchanged || NOT_MODIFIED_HEADERS.contains(header.getKey()))
        .forEach(header -> headers.add(header.getKey(), header.getValue()));
    headers.set(HttpHeaders.AGE, Long.toString(stored.ageSeconds(now)));
    if (unchanged) {
      exchange.answer(304, headers, Buffer.buffer());
      return;
    }
    headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(stored.body().length()));
    boolean headOnly = request.method() == HttpMethod.HEAD;
    exchange.answer(200, headers, headOnly ? Buffer.buffer() : stored.body());
  }

  /** The preconditions of RFC 9110 section 13.2.2: tags first, dates only without them. */
  private static boolean isUnchanged(MultiMap request, Stored stored) {
    if (request.contains(HttpHeaders.IF_NONE_MATCH)) {
      String tag = stored.header("etag");
      return request.getAll(HttpHeaders.IF_NONE_MATCH).stream()
          .flatMap(field -> Arrays.stream(field.split(",")))
          .map(String::trim)
          .anyMatch(
              wanted -> wanted.equals("*") || tag != null && strong(wanted).equals(strong(tag)));
    }
    long since = Freshness.timeMillis(request.get(HttpHeaders.IF_MODIFIED_SINCE), -1);
    long modified = Freshness.timeMillis(stored.header("last-modified"), Long.MAX_VALUE);
    return since >= 0 && modified <= since;
  }

  private static String strong(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
