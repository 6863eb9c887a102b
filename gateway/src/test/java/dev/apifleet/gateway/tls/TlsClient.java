package dev.apifleet.gateway.tls;

import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.gateway.tls.Authority.Issued;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of HTTPS on one connection that trusts one authority and checks names. */
final class TlsClient implements AutoCloseable {
  private final HttpClient client;
  private final AtomicInteger connections = new AtomicInteger();

  private TlsClient(Vertx vertx, HttpClientOptions options) {
    this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(1));
    client.connectionHandler(_ -> connections.incrementAndGet());
  }

  /** What came back, and how. */
  record Answer(int status, String body, HttpVersion version, String subject) {}

  static TlsClient trusting(Vertx vertx, Authority authority) {
    return new TlsClient(vertx, options(authority));
  }

  static TlsClient showing(Vertx vertx, Authority authority, Issued certificate) {
    return new TlsClient(
        vertx,
        options(authority)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertValue(Buffer.buffer(certificate.certificate()))
                    .setKeyValue(Buffer.buffer(certificate.key()))));
  }

  static TlsClient speaking(Vertx vertx, Authority authority, HttpVersion version) {
    return new TlsClient(
        vertx, options(authority).setProtocolVersion(version).setAlpnVersions(List.of(version)));
  }

  static TlsClient withTls12(Vertx vertx, Authority authority) {
    HttpClientOptions options = options(authority);
    options.removeEnabledSecureTransportProtocol("TLSv1.3");
    return new TlsClient(vertx, options);
  }

  private static HttpClientOptions options(Authority authority) {
    return new HttpClientOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setForceSni(true)
        .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority.pem())));
  }

  /** Asks on a connection of its own or on one that is open, as it comes. */
  Answer get(int port, String host, String... headers) {
    return Waiting.on(ask(port, host, headers));
  }

  Future<Answer> ask(int port, String host, String... headers) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
            .setHost(host)
            .setPort(port)
            .setURI("/");
    for (int i = 0; i < headers.length; i += 2) {
      options.putHeader(headers[i], headers[i + 1]);
    }
    return client
        .request(options)
        .compose(request -> request.send().compose(r -> read(request, r)));
  }

  private static Future<Answer> read(HttpClientRequest request, HttpClientResponse response) {
    return response
        .body()
        .map(
            body ->
                new Answer(
                    response.statusCode(), body.toString(), request.version(), subject(request)));
  }

  private static String subject(HttpClientRequest request) {
    try {
      return ((X509Certificate) request.connection().peerCertificates().getFirst())
          .getSubjectX500Principal()
          .getName();
    } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many connections it has opened. */
  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    client.close();
  }
}
