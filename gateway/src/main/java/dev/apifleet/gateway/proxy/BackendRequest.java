package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.runtime.TrustedProxies;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Writes the head of the request to a backend. */
final class BackendRequest {
  private BackendRequest() {}

  /** The client's headers without those of its hop, and with where the request came from. */
  static void writeHeaders(ProxyExchange exchange, HttpClientRequest upstream) {
    HttpServerRequest request = exchange.request();
    MultiMap headers = upstream.headers();
    headers.addAll(request.headers());
    Headers.removeHopByHop(headers);
    headers.remove(Headers.EXPECT);
    headers.set(HttpHeaders.HOST, exchange.outboundAuthority());
    headers.set(Headers.X_REQUEST_ID, exchange.requestId());
    writeForwarded(exchange, headers);
    exchange.editOutbound(headers);
    if (exchange.isUpgrade()) {
      Upgrade.writeTo(headers);
    } else if (upstream.version() == HttpVersion.HTTP_2
        && Headers.acceptsTrailers(request.headers())) {
      headers.set(Headers.TE, "trailers");
    }
  }

  private static void writeForwarded(ProxyExchange exchange, MultiMap headers) {
    TrustedProxies proxies = exchange.runtime().trustedProxies();
    String peer = exchange.asked().peer();
    if (!proxies.contains(peer)) {
      Headers.removeClaims(headers);
    }
    String before = String.join(", ", headers.getAll(Headers.X_FORWARDED_FOR));
    headers.set(Headers.X_FORWARDED_FOR, before.isEmpty() ? peer : before + ", " + peer);
    headers.set(Headers.X_FORWARDED_PROTO, exchange.asked().proto(proxies));
    headers.set(Headers.X_FORWARDED_HOST, exchange.asked().forwardedHost(proxies));
  }
}
