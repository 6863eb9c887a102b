package dev.apifleet.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.operator.autoscale.PoolLoads.Load;
import dev.apifleet.operator.trust.CertificateAuthority;
import dev.apifleet.operator.trust.Pem;
import dev.apifleet.operator.trust.ServerIdentity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics as autoscalers ask for them, over real TLS. */
class MetricsServerTest {
  private static final String RATE =
      "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/apifleet_pool_rate?labelSelector=pool%3Dapi";
  private static final String WHOLE = "/metrics/namespaces/shop/pools/api";

  private final Vertx vertx = Vertx.vertx();
  private final Certificates frontProxy = Certificates.authority("front-proxy-ca");
  private final CertificateAuthority operatorAuthority = CertificateAuthority.create(Instant.now());
  private final FrontProxyTrust proxies = new FrontProxyTrust();
  private final FakeAccess access = new FakeAccess();
  private final Map<String, Load> loads = new HashMap<>();
  private MetricsServer server;

  private record Reply(int status, JsonObject body) {}

  @BeforeEach
  void start() {
    proxies.use(trusting(frontProxy));
    loads.put("shop/api", new Load(12.5, 340, 2, 41.25));
    MetricsApi api =
        new MetricsApi(
            pool -> Optional.ofNullable(loads.get(pool.qualifiedName())),
            access,
            Clock.fixed(Instant.parse("2026-01-01T00:00:00.5Z"), ZoneOffset.UTC));
    ServerIdentity identity =
        new ServerIdentity(() -> operatorAuthority, "apifleet-system", Clock.systemUTC());
    server = new MetricsServer(vertx, identity, proxies, access, api);
    server.start(0);
  }

  @AfterEach
  void stop() {
    server.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void theApiServerAsksForItsUsers() {
    access.allowedUser = "hpa-controller";
    Reply reply = proxied("front-proxy-client", RATE, "hpa-controller");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(
            new JsonObject(
                """
                {"kind": "ExternalMetricValueList", "apiVersion": "external.metrics.k8s.io/v1beta1",
                 "metadata": {}, "items": [{"metricName": "apifleet_pool_rate", "metricLabels": {"pool": "api"},
                 "timestamp": "2026-01-01T00:00:00Z", "value": "340"}]}
                """));
    assertThat(access.asked)
        .containsExactly("hpa-controller apifleet_pool_rate.external.metrics.k8s.io shop/");
  }

  @Test
  void valuesAreQuantities() {
    access.allowedUser = "hpa-controller";
    Reply reply =
        proxied("front-proxy-client", RATE.replace("rate", "latency_ms"), "hpa-controller");
    assertThat(reply.body().getJsonArray("items").getJsonObject(0).getString("value"))
        .isEqualTo("41250m");
  }

  @Test
  void discoveryNamesTheMetrics() {
    Reply reply = proxied("front-proxy-client", "/apis/external.metrics.k8s.io/v1beta1", "anybody");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().getJsonArray("resources")).hasSize(4);
  }

  @Test
  void noDataIsAnErrorAndNotZero() {
    access.allowedUser = "hpa-controller";
    loads.clear();
    Reply reply = proxied("front-proxy-client", RATE, "hpa-controller");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body().getString("message"))
        .isEqualTo("no gateway reports load of BackendPool shop/api");
  }

  @Test
  void whoMayNotAskLearnsNothing() {
    Reply reply = proxied("front-proxy-client", RATE, "mallory");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body().encode()).doesNotContain("340");
  }

  @Test
  void aUserWithoutTheFrontProxysCertificateIsNobody() {
    access.allowedUser = "hpa-controller";
    Reply reply = ask(client(Optional.empty()), RATE, Map.of("X-Remote-User", "hpa-controller"));
    assertThat(reply.status()).isEqualTo(401);
  }

  @Test
  void anotherCertificateOfTheFrontProxysAuthorityIsNobody() {
    access.allowedUser = "hpa-controller";
    assertThat(proxied("somebody-else", RATE, "hpa-controller").status()).isEqualTo(401);
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() {
    Certificates other = Certificates.authority("front-proxy-ca");
    HttpClient stranger = client(Optional.of(other.sign("front-proxy-client")));
    assertThatThrownBy(() -> ask(stranger, RATE, Map.of("X-Remote-User", "hpa-controller")))
        .hasMessageContaining("SSL");
  }

  @Test
  void theFrontProxysAuthorityMayBeReplaced() {
    access.allowedUser = "hpa-controller";
    Certificates next = Certificates.authority("front-proxy-ca-2");
    proxies.use(trusting(next));
    HttpClient renewed = client(Optional.of(next.sign("front-proxy-client")));
    assertThat(ask(renewed, RATE, Map.of("X-Remote-User", "hpa-controller")).status())
        .isEqualTo(200);
  }

  @Test
  void aTokenAsksForAllFiguresOfAPool() {
    access.tokens.put("good", new Caller("keda", List.of(), Map.of()));
    access.allowedUser = "keda";
    HttpClient client = client(Optional.empty());
    assertThat(ask(client, WHOLE, Map.of("Authorization", "Bearer good")))
        .isEqualTo(
            new Reply(
                200,
                new JsonObject()
                    .put("concurrency", 12.5)
                    .put("rate", 340.0)
                    .put("queue", 2.0)
                    .put("latencyMillis", 41.25)));
    assertThat(access.asked).containsExactly("keda backendpools.apifleet.dev shop/api");
    assertThat(ask(client, WHOLE, Map.of("Authorization", "Bearer bad")).status()).isEqualTo(401);
    assertThat(ask(client, WHOLE, Map.of()).status()).isEqualTo(401);
  }

  @Test
  void withoutTheApiServerNobodyIsAnswered() {
    access.down = true;
    assertThat(proxied("front-proxy-client", RATE, "hpa-controller").status()).isEqualTo(503);
  }

  @Test
  void aSelectorThatIsNoneIsNamed() {
    Reply reply = proxied("front-proxy-client", RATE.replace("pool%3Dapi", "app%3Dapi"), "anybody");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().getString("message"))
        .isEqualTo(
            "found the selector \"app=api\"; write pool=NAME, with the name of a BackendPool");
  }

  private static FrontProxy trusting(Certificates authority) {
    return FrontProxy.of(
        Map.of(
            "requestheader-client-ca-file", Pem.of(authority.root()),
            "requestheader-allowed-names", "[\"front-proxy-client\"]",
            "requestheader-username-headers", "[\"X-Remote-User\"]",
            "requestheader-group-headers", "[\"X-Remote-Group\"]",
            "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]"));
  }

  private Reply proxied(String commonName, String path, String user) {
    return ask(
        client(Optional.of(frontProxy.sign(commonName))), path, Map.of("X-Remote-User", user));
  }

  private HttpClient client(Optional<Certificates.Signed> shown) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setTrustOptions(
                new PemTrustOptions()
                    .addCertValue(Buffer.buffer(Pem.of(operatorAuthority.certificate()))))
            .setVerifyHost(false);
    shown.ifPresent(
        signed ->
            options.setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertValue(Buffer.buffer(Pem.of(signed.certificate())))
                    .setKeyValue(Buffer.buffer(Pem.of(signed.key())))));
    return vertx.createHttpClient(options);
  }

  private Reply ask(HttpClient client, String path, Map<String, String> headers) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost("localhost")
            .setPort(server.port())
            .setURI(path);
    headers.forEach(options::putHeader);
    Future<Reply> reply =
        client
            .request(options)
            .compose(request -> request.send())
            .compose(
                response ->
                    response
                        .body()
                        .map(body -> new Reply(response.statusCode(), body.toJsonObject())));
    return reply.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
