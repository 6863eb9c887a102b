package dev.apifleet.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

  /** Options and fields that Connection names in plain requests. */
  private static final Set<String> OF_A_CONNECTION =
      Set.of("", "close", "keep-alive", "te", "upgrade", "http2-settings");

  static Use of(HttpServerRequest request) {
    MultiMap headers = request.headers();
    CacheControl control = Freshness.control(headers);
    if (!isRead(request.method())
        || control.has("no-store")
        || isPartial(headers)
        || namesFieldsOfItsHop(headers)
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

  /**
   * What Connection names the backend does not get to see, so that its answer would be kept under
   * fields that had no say in it.
   */
  private static boolean namesFieldsOfItsHop(MultiMap headers) {
    return headers.getAll(HttpHeaders.CONNECTION).stream()
        .flatMap(field -> Arrays.stream(field.split(",")))
        .anyMatch(option -> !OF_A_CONNECTION.contains(option.trim().toLowerCase(Locale.ROOT)));
  }

  private static boolean hasBody(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return headers.contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !length.equals("0");
  }
}
