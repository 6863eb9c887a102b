package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** What a request lets the cache do for it. */
enum Use {
  /** Answer it, or keep the answer it gets. */
  SERVE,
  /** Keep the answer, but get it from the backend. */
  REFRESH,
  /** Nothing. */
  NONE;

  private static final List<String> PARTIAL =
      List.of("range", "if-range", "if-match", "if-unmodified-since");

  static Use of(HttpServerRequest request) {
    MultiMap headers = request.headers();
    CacheControl control = Freshness.control(headers);
    if (!isRead(request.method())
        || control.has("no-store")
        || isPartial(headers)
        || hasBody(headers)) {
      return NONE;
    }
    boolean pragma =
        !headers.contains(HttpHeaders.CACHE_CONTROL)
            && headers.contains("Pragma", "no-cache", true);
    return pragma || control.has("no-cache") ? REFRESH : SERVE;
  }

  static boolean isRead(HttpMethod method) {
    return method == HttpMethod.GET || method == HttpMethod.HEAD;
  }

  private static boolean isPartial(MultiMap headers) {
    return PARTIAL.stream().anyMatch(headers::contains);
  }

  private static boolean hasBody(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return headers.contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !length.equals("0");
  }
}
