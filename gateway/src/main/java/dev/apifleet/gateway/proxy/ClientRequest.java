package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.pool.Asker;
import dev.apifleet.gateway.route.NormalPath;
import dev.apifleet.gateway.route.Routable;
import dev.apifleet.gateway.runtime.TrustedProxies;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** What a client asks for, and from where, in the form in which it is matched and forwarded. */
final class ClientRequest implements Routable, Asker {
  private static final String BAD_PATH =
      "The path has to begin with a slash, be validly escaped, and have no ';', '\\', %2F, %5C or"
          + " %00: backends do not agree on what these mean.";

  private final HttpServerRequest request;
  private final TrustedProxies proxies;
  private final String path;
  private final String peer;
  private final boolean secure;
  private final boolean trusted;
  private final boolean upgrade;

  /**
   * @param peer the address at the other end of the connection
   * @param secure whether it came by TLS
   */
  ClientRequest(HttpServerRequest request, TrustedProxies proxies, String peer, boolean secure) {
    this.request = request;
    this.proxies = proxies;
    this.peer = peer;
    this.secure = secure;
    this.trusted = proxies.contains(peer);
    this.path = NormalPath.of(request.path());
    this.upgrade = Upgrade.isWanted(request);
  }

  /** Why it cannot be forwarded at all, or null. */
  String fault() {
    if (request.method() == HttpMethod.CONNECT) {
      return "CONNECT is not served.";
    }
    return path == null ? BAD_PATH : RequestSyntax.fault(request);
  }

  /** Whether the client wants to go on as a WebSocket. */
  boolean isUpgrade() {
    return upgrade;
  }

  /** Whether its body may take its time, as the messages of a gRPC stream do. */
  boolean isStream() {
    String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
    return type != null
        && type.startsWith("application/grpc")
        && request.version() == HttpVersion.HTTP_2;
  }

  /** A path with the query as it came. */
  String uriWith(String path) {
    String query = request.query();
    return query == null ? path : path + '?' + query;
  }

  /** The Host header, or what stands for it. */
  String authority() {
    String header = request.headers().get(HttpHeaders.HOST);
    if (header != null || request.authority() == null) {
      return header == null ? "" : header;
    }
    return request.authority().toString();
  }

  /** Whether a trusted proxy sent it, whose word on the client is taken. */
  boolean isTrusted() {
    return trusted;
  }

  /** The certificate that the client has shown, as in {@code Client-Cert}, or null. */
  String certificate() {
    return secure ? ClientCertificate.of(request) : null;
  }

  /** The addresses that it came through, the last of them that of the connection. */
  String forwardedFor() {
    String before = told(Headers.X_FORWARDED_FOR, "");
    return before.isEmpty() ? peer : before + ", " + peer;
  }

  /** The scheme that the client used, as a trusted proxy tells or by this connection. */
  String proto() {
    return told(Headers.X_FORWARDED_PROTO, secure ? "https" : "http");
  }

  /** The authority that the client used, as a trusted proxy tells or by this request. */
  String forwardedHost() {
    return told(Headers.X_FORWARDED_HOST, authority());
  }

  /** Scheme and authority as a backend is told them. */
  String origin() {
    return proto() + "://" + forwardedHost() + ' ' + authority();
  }

  private String told(CharSequence name, String own) {
    return trusted && request.headers().contains(name)
        ? String.join(", ", request.headers().getAll(name))
        : own;
  }

  /** The client's address by the trusted-proxy rules. */
  String client() {
    return trusted
        ? ClientAddress.of(peer, request.headers().getAll(Headers.X_FORWARDED_FOR), proxies)
        : peer;
  }

  /** What limits know the client by. */
  @Override
  public String clientKey() {
    return ClientAddress.key(client());
  }

  @Override
  public String host() {
    return HostName.of(authority());
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String header(String name) {
    return request.headers().get(name);
  }

  @Override
  public String cookie(String name) {
    Cookie cookie = request.getCookie(name);
    return cookie == null ? null : cookie.getValue();
  }

  @Override
  public String queryParam(String name) {
    return request.params().get(name);
  }
}
