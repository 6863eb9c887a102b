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
  static final CharSequence FORWARDED = HttpHeaders.createOptimized("forwarded");
  static final CharSequence EXPECT = HttpHeaders.createOptimized("expect");

  private static final List<CharSequence> OURS =
      List.of(X_GATEWAY, X_BACKEND, X_RESPONSE_TIME, X_LB_ALGORITHM, X_CIRCUIT_STATE, X_REQUEST_ID);
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
    for (int i = 0; i < HOP_BY_HOP.size(); i++) {
      headers.remove(HOP_BY_HOP.get(i));
    }
  }

  /** Takes out what only this gateway may say. */
  static void removeOurs(MultiMap headers) {
    for (int i = 0; i < OURS.size(); i++) {
      headers.remove(OURS.get(i));
    }
  }
}
