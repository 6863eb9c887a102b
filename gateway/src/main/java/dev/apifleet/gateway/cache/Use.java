package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.Exchange;
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

  /** Some backends take these for the method or path, which the key would not tell. */
  private static final List<String> OTHER_WORDS =
      List.of(
          "x-http-method-override",
          "x-http-method",
          "x-method-override",
          "x-original-url",
          "x-rewrite-url");

  /** By custom; a fleet that knows no keys leaves it to the backend. */
  private static final String API_KEY = "x-api-key";

  /** RFC 9440; from a trusted proxy, which has seen the certificate in place of this gateway. */
  private static final String CERTIFICATE = "client-cert";

  /** Options and fields that Connection names in plain requests. */
  private static final Set<String> OF_A_CONNECTION =
      Set.of("", "close", "keep-alive", "te", "upgrade", "http2-settings");

  static Use of(HttpServerRequest request) {
    MultiMap headers = request.headers();
    CacheControl control = CacheControl.of(headers);
    if (control.has("no-store")
        || hasAny(PARTIAL, headers)
        || hasAny(OTHER_WORDS, headers)
        || isStream(headers)
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

  /** Whether a request says who asks, so that the answer may be for one person alone. */
  static boolean isPersonal(Exchange exchange) {
    MultiMap headers = exchange.request().headers();
    return headers.contains(HttpHeaders.AUTHORIZATION)
        || headers.contains(HttpHeaders.COOKIE)
        || headers.contains(API_KEY)
        || headers.contains(CERTIFICATE)
        || exchange.hasCertificate()
        || !exchange.subscriber().isAnonymous();
  }

  private static boolean hasAny(List<String> names, MultiMap headers) {
    for (String name : names) {
      if (headers.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** An answer without an end. */
  private static boolean isStream(MultiMap headers) {
    String accept = headers.get(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("text/event-stream")
        || headers.contains(HttpHeaders.UPGRADE, "websocket", true);
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
