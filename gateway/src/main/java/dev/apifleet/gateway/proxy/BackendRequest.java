package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.backend.BackendStream;
import dev.apifleet.gateway.backend.VertxStream;
import dev.apifleet.gateway.filter.Outbound;
import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.transport.BackendTransport;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;

/** Writes the head of the request to a backend. */
final class BackendRequest {
  private BackendRequest() {}

  /** A request to the endpoint that was chosen. */
  static RequestOptions to(Permit permit, HttpMethod method, String uri) {
    EndpointConfig endpoint = permit.endpoint().config();
    return new RequestOptions()
        .setServer(permit.endpoint().address())
        .setHost(BackendTransport.peerName(endpoint.address(), permit.connections().tls()))
        .setPort(endpoint.port())
        .setMethod(method)
        .setURI(uri);
  }

  /** The client's headers without those of its hop, and with where the request came from. */
  static void writeHeaders(ProxyExchange exchange, BackendStream upstream) {
    MultiMap headers = upstream.headers();
    writeHeaders(exchange, headers);
    if (exchange.asked().isUpgrade()) {
      Upgrade.writeTo(headers);
    } else if (upstream instanceof VertxStream vertx
        && vertx.request().version() == HttpVersion.HTTP_2) {
      inHttp2(vertx.request(), Headers.acceptsTrailers(exchange.request().headers()));
    }
  }

  /** The same without what depends on the connection. */
  static void writeHeaders(ProxyExchange exchange, MultiMap headers) {
    ClientRequest asked = exchange.asked();
    Headers.copyRequest(exchange.request().headers(), headers, asked.isTrusted());
    headers.add(HttpHeaders.HOST, authority(exchange));
    headers.add(Headers.X_REQUEST_ID, exchange.requestId());
    Tracing.write(exchange, headers);
    writeForwarded(exchange, headers);
    Outbound edits = exchange.dispatch().edits();
    if (edits != null) {
      edits.applyTo(headers);
    }
  }

  /** The authority that a backend is told. */
  static String authority(ProxyExchange exchange) {
    Outbound edits = exchange.dispatch().edits();
    return edits == null || edits.authority() == null
        ? exchange.asked().authority()
        : edits.authority();
  }

  /** The path and query that a backend is asked for. */
  static String uri(ProxyExchange exchange) {
    ClientRequest asked = exchange.asked();
    Outbound edits = exchange.dispatch().edits();
    return asked.uriWith(
        edits == null || edits.path() == null
            ? exchange.dispatch().condition().withoutVersion(asked.path())
            : edits.path());
  }

  /** The host is not a header in HTTP/2, and trailers are the one thing that TE may say. */
  static void inHttp2(HttpClientRequest upstream, boolean trailers) {
    MultiMap headers = upstream.headers();
    HostAndPort authority = HostAndPort.parseAuthority(headers.get(HttpHeaders.HOST), -1);
    if (authority != null) {
      upstream.authority(authority);
      headers.remove(HttpHeaders.HOST);
    }
    if (trailers) {
      headers.set(Headers.TE, "trailers");
    }
  }

  private static void writeForwarded(ProxyExchange exchange, MultiMap headers) {
    ClientRequest asked = exchange.asked();
    headers.add(Headers.X_FORWARDED_FOR, asked.forwardedFor());
    headers.add(Headers.X_FORWARDED_PROTO, asked.proto());
    headers.add(Headers.X_FORWARDED_HOST, asked.forwardedHost());
    String certificate = asked.certificate();
    if (certificate != null) {
      headers.set(Headers.CLIENT_CERT, certificate);
    }
  }
}
