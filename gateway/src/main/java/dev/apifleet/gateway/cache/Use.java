package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.cache.Wanted.Kind;
import dev.apifleet.gateway.filter.Exchange;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
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

  /** Options and fields that Connection names in plain requests. */
  private static final Set<String> OF_A_CONNECTION =
      Set.of("", "close", "keep-alive", "te", "upgrade", "http2-settings");

  static Use of(Wanted wanted) {
    MultiMap headers = wanted.headers();
    CacheControl control = wanted.control();
    if (control.has("no-store")
        || wanted.has(Kind.PARTIAL)
        || wanted.has(Kind.OTHER_WORDS)
        || wanted.has(Kind.STREAM) && isStream(headers)
        || wanted.has(Kind.HOP) && namesFieldsOfItsHop(headers)
        || wanted.has(Kind.BODY) && hasBody(headers)) {
      return NONE;
    }
    boolean pragma =
        wanted.has(Kind.CONTROL)
            && !headers.contains(HttpHeaders.CACHE_CONTROL)
            && headers.contains("Pragma", "no-cache", true);
    return pragma || control.has("no-cache") ? REFRESH : SERVE;
  }

  static boolean isRead(HttpMethod method) {
    return method == HttpMethod.GET || method == HttpMethod.HEAD;
  }

  /** Whether a request says who asks, so that the answer may be for one person alone. */
  static boolean isPersonal(Exchange exchange, Wanted wanted) {
    return wanted.has(Kind.WHO)
        || exchange.hasCertificate()
        || !exchange.subscriber().isAnonymous();
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
    for (String field : headers.getAll(HttpHeaders.CONNECTION)) {
      if (!OF_A_CONNECTION.contains(field) && namesOthers(field)) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesOthers(String field) {
    return Arrays.stream(field.split(","))
        .anyMatch(option -> !OF_A_CONNECTION.contains(option.trim().toLowerCase(Locale.ROOT)));
  }

  private static boolean hasBody(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return headers.contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !length.equals("0");
  }
}
