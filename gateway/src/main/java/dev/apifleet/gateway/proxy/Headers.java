package dev.apifleet.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** Header names in the form that costs least, and the rules for headers that end at each hop. */
final class Headers {
  static final CharSequence X_REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  static final CharSequence X_GATEWAY = HttpHeaders.createOptimized("x-gateway");
  static final CharSequence X_BACKEND = HttpHeaders.createOptimized("x-backend");
  static final CharSequence X_RESPONSE_TIME = HttpHeaders.createOptimized("x-response-time");
  static final CharSequence X_LB_ALGORITHM = HttpHeaders.createOptimized("x-lb-algorithm");
  static final CharSequence X_CIRCUIT_STATE = HttpHeaders.createOptimized("x-circuit-state");
  static final CharSequence X_FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
  static final CharSequence X_FORWARDED_PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
  static final CharSequence X_FORWARDED_HOST = HttpHeaders.createOptimized("x-forwarded-host");
  static final CharSequence EXPECT = HttpHeaders.createOptimized("expect");

  private static final List<CharSequence> OURS =
      List.of(X_GATEWAY, X_BACKEND, X_RESPONSE_TIME, X_LB_ALGORITHM, X_CIRCUIT_STATE, X_REQUEST_ID);

  /** What a proxy says about the way to it, and anyone else can make up. */
  private static final List<CharSequence> CLAIMS =
      List.of(
          X_FORWARDED_FOR,
          X_FORWARDED_PROTO,
          X_FORWARDED_HOST,
          HttpHeaders.createOptimized("x-forwarded-port"),
          HttpHeaders.createOptimized("x-forwarded-prefix"),
          HttpHeaders.createOptimized("x-forwarded-ssl"),
          HttpHeaders.createOptimized("x-real-ip"),
          HttpHeaders.createOptimized("forwarded"));

  private static final List<CharSequence> HOP_BY_HOP =
      List.of(
          HttpHeaders.CONNECTION,
          HttpHeaders.TRANSFER_ENCODING,
          HttpHeaders.createOptimized("keep-alive"),
          HttpHeaders.createOptimized("proxy-connection"),
          HttpHeaders.createOptimized("proxy-authenticate"),
          HttpHeaders.createOptimized("proxy-authorization"),
          HttpHeaders.createOptimized("te"),
          HttpHeaders.createOptimized("trailer"),
          HttpHeaders.createOptimized("upgrade"));

  private Headers() {}

  /** Takes out what concerns one connection only (RFC 9110, 7.6.1). */
  static void removeHopByHop(MultiMap headers) {
    if (headers.contains(HttpHeaders.CONNECTION)) {
      for (String connection : headers.getAll(HttpHeaders.CONNECTION)) {
        for (String named : connection.split(",")) {
          headers.remove(named.trim());
        }
      }
    }
    remove(HOP_BY_HOP, headers);
  }

  /** Takes out what only this gateway may say. */
  static void removeOurs(MultiMap headers) {
    remove(OURS, headers);
  }

  /** Takes out what only a trusted proxy may say. */
  static void removeClaims(MultiMap headers) {
    remove(CLAIMS, headers);
  }

  private static void remove(List<CharSequence> names, MultiMap headers) {
    for (int i = 0; i < names.size(); i++) {
      headers.remove(names.get(i));
    }
  }
}
