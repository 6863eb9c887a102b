package dev.apifleet.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The wish to go on as a WebSocket (RFC 6455, 4.1), and the consent to it. Other protocols are not
 * offered: a wish for one of them is passed over, as RFC 9110, 7.8 allows.
 */
final class Upgrade {
  static final int SWITCHING_PROTOCOLS = 101;
  private static final String WEBSOCKET = "websocket";

  private Upgrade() {}

  static boolean isWanted(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && request.method() == HttpMethod.GET
        && WEBSOCKET.equalsIgnoreCase(request.headers().get(HttpHeaders.UPGRADE))
        && Headers.hasToken(request.headers(), HttpHeaders.CONNECTION, "upgrade")
        && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        && !request.headers().contains(HttpHeaders.CONTENT_LENGTH);
  }

  /** The fields of this hop. */
  static void writeTo(MultiMap headers) {
    headers.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    headers.set(HttpHeaders.UPGRADE, WEBSOCKET);
  }
}
