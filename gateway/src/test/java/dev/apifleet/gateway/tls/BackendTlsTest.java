package dev.apifleet.gateway.tls;

import static dev.apifleet.gateway.fleet.Resources.LENIENT;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.FakeOperator;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.gateway.tls.Authority.Issued;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.FileRef;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BackendTls;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import dev.apifleet.snapshot.grpc.Ack;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackendTlsTest {
  private static final Authority AUTHORITY = new Authority("backends");
  private static final Authority GATEWAYS = new Authority("gateways");
  private static final Issued API = AUTHORITY.issue("api.test", "127.0.0.1");

  private final TestFleet fleet = new TestFleet();
  private final Mount mount = new Mount(fleet.folder);

  @AfterEach
  void stop() {
    fleet.close();
  }

  private static HttpServerOptions tls(Issued certificate) {
    return new HttpServerOptions()
        .setSsl(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(certificate.certificate()))
                .setKeyValue(Buffer.buffer(certificate.key())));
  }

  /** A backend that says how it was asked. */
  private int backend(HttpServerOptions options) {
    return Waiting.on(
            fleet
                .vertx
                .createHttpServer(options)
                .requestHandler(BackendTlsTest::answer)
                .exceptionHandler(_ -> {})
                .listen(0, "127.0.0.1"))
        .actualPort();
  }

  private static void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body ->
                request
                    .response()
                    .end("%s %s %s".formatted(request.version(), request.authority(), body)));
  }

  private Ack serve(int port, boolean http2, BackendTls tls) {
    return fleet.serve(
        new PoolConfig(
            POOL,
            Algorithm.ROUND_ROBIN,
            LENIENT,
            "",
            null,
            null,
            null,
            new ConnectionsConfig(http2, tls, 4, 4, 5_000, 30_000),
            20,
            null,
            null,
            List.of(),
            List.of()),
        new EndpointsConfig(POOL, List.of(new EndpointConfig("api-1", "127.0.0.1", port))),
        route("/", forward(POOL, 10_000, 0)));
  }

  private BackendTls trusting(String serverName) {
    return new BackendTls(serverName, mount.put("default/backends", AUTHORITY), null);
  }

  private String detail(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
    return answer.body();
  }

  @Test
  void aBackendIsKnownByItsNameOrItsAddress() {
    int port = backend(tls(API));
    for (String name : new String[] {"api.test", null}) {
      assertThat(serve(port, false, trusting(name)).getRejectedList()).isEmpty();
      assertThat(fleet.get("/").body()).isEqualTo("HTTP_1_1 127.0.0.1:" + fleet.port + " ");
    }
  }

  @Test
  void theNameIsSentAsSni() {
    HttpServerOptions options = tls(API);
    int port =
        Waiting.on(
                fleet
                    .vertx
                    .createHttpServer(options)
                    .requestHandler(r -> r.response().end(sni(r)))
                    .listen(0, "127.0.0.1"))
            .actualPort();
    serve(port, false, trusting("api.test"));
    assertThat(fleet.get("/").body()).contains("api.test");
  }

  private static String sni(HttpServerRequest request) {
    return ((ExtendedSSLSession) request.sslSession()).getRequestedServerNames().toString();
  }

  @Test
  void aBackendOfAnotherNameIsNotAsked() {
    serve(backend(tls(AUTHORITY.issue("other.test"))), false, trusting("api.test"));
    assertThat(detail(fleet.get("/")))
        .contains("api-1", "not for the name", "api.test", "serverName");
    serve(backend(tls(AUTHORITY.issue("api.test"))), false, trusting(null));
    assertThat(detail(fleet.get("/"))).contains("not for the name", "127.0.0.1");
  }

  @Test
  void aBackendOfAnotherAuthorityIsNotAsked() {
    serve(backend(tls(GATEWAYS.issue("api.test"))), false, trusting("api.test"));
    assertThat(detail(fleet.get("/"))).contains("signed by nobody", "caCertificateRef");
    serve(backend(tls(API)), false, new BackendTls("api.test", null, null));
    assertThat(detail(fleet.get("/"))).contains("signed by nobody", "caCertificateRef");
  }

  @Test
  void anExpiredCertificateIsCalledSo() {
    serve(
        backend(tls(AUTHORITY.issue("EC", Duration.ofDays(-1), "api.test"))),
        false,
        trusting("api.test"));
    assertThat(detail(fleet.get("/"))).contains("has expired");
  }

  @Test
  void aBackendWithoutTlsIsCalledSo() {
    serve(backend(new HttpServerOptions()), false, trusting("api.test"));
    assertThat(detail(fleet.get("/"))).contains("does not speak TLS");
  }

  @Test
  void theGatewayShowsItsCertificateAndTheNextOneWhenItChanges() {
    HttpServerOptions options =
        tls(API)
            .setClientAuth(ClientAuth.REQUIRED)
            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(GATEWAYS.pem())));
    int port =
        Waiting.on(
                fleet
                    .vertx
                    .createHttpServer(options)
                    .requestHandler(r -> r.response().end(peer(r)))
                    .exceptionHandler(_ -> {})
                    .listen(0, "127.0.0.1"))
            .actualPort();
    serve(port, false, trusting("api.test"));
    assertThat(detail(fleet.get("/"))).contains("api-1");
    FileRef authority = mount.put("default/backends", AUTHORITY);
    for (String name : List.of("one.test", "two.test")) {
      FileRef certificate = mount.put("default/gateway", GATEWAYS.issue(name));
      serve(port, false, new BackendTls("api.test", authority, certificate));
      assertThat(fleet.get("/").body()).isEqualTo("CN=" + name);
    }
  }

  private static String peer(HttpServerRequest request) {
    try {
      return request.sslSession().getPeerPrincipal().getName();
    } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
      return e.toString();
    }
  }

  @Test
  void http2IsAgreedOnByAlpnElseHttp1IsSpoken() {
    serve(backend(tls(API).setUseAlpn(true)), true, trusting("api.test"));
    assertThat(post("hello")).isEqualTo("HTTP_2 127.0.0.1:" + fleet.port + " hello");
    serve(backend(tls(API)), true, trusting("api.test"));
    assertThat(post("hello")).isEqualTo("HTTP_1_1 127.0.0.1:" + fleet.port + " hello");
  }

  @Test
  void http2WithoutTlsNeedsNoUpgrade() {
    serve(backend(new HttpServerOptions()), true, null);
    assertThat(post("hello")).isEqualTo("HTTP_2 127.0.0.1:" + fleet.port + " hello");
  }

  private String post(String body) {
    return fleet.send(fleet.request("/").POST(BodyPublishers.ofString(body)).build()).body();
  }

  @Test
  void aPoolWaitsForTheAuthorityThatItIsToTrust() {
    int port = backend(tls(API));
    Ack refused =
        serve(port, false, new BackendTls("api.test", mount.ref("default/late", AUTHORITY), null));
    assertThat(refused.getRejectedList())
        .anySatisfy(
            rejected -> {
              assertThat(rejected.getKey().getName()).isEqualTo(POOL);
              assertThat(rejected.getReason()).contains("Secret default/late", "not mounted yet");
            });
    assertThat(fleet.get("/").statusCode()).isEqualTo(500);
    mount.put("default/late", AUTHORITY);
    assertThat(FakeOperator.next(fleet.operator.acks).getRejectedList()).isEmpty();
    assertThat(fleet.get("/").statusCode()).isEqualTo(200);
  }
}
