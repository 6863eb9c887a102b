package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.snapshot.FleetSettings;
import io.vertx.core.MultiMap;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardedTest {
  private final AtomicReference<MultiMap> seen = new AtomicReference<>();
  private final TestFleet fleet = new TestFleet((_, _, _) -> List.of(ForwardedTest::tellClient));
  private final Backend backend = fleet.backend("one");

  private static void tellClient(Exchange exchange) {
    exchange.responseHeaders().set("x-client", exchange.clientKey());
    exchange.proceed();
  }

  @BeforeEach
  void start() {
    backend.behaviour =
        request -> {
          seen.set(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
          request.response().putHeader("x-client", "a lie").end("ok");
        };
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(String... trustedProxies) {
    fleet.serve(
        new FleetSettings("test/default", List.of(trustedProxies), 3),
        pool(POOL),
        endpoints(POOL, backend),
        route("/", POOL));
  }

  private static final String[] CLAIMS = {
    "x-forwarded-for", "203.0.113.9", "x-forwarded-proto", "https",
    "x-forwarded-host", "claimed.test", "forwarded", "for=203.0.113.9",
    "x-real-ip", "203.0.113.9", "x-forwarded-port", "443",
    "x-forwarded-prefix", "/claimed", "x-forwarded-ssl", "on",
    "host", "api.test"
  };
  private static final String[] OTHER_CLAIMS = {
    "forwarded", "x-real-ip", "x-forwarded-port", "x-forwarded-prefix", "x-forwarded-ssl"
  };

  @Test
  void aStrangersClaimsAreOverwritten() {
    serve();
    HttpResponse<String> answer = fleet.get("/", CLAIMS);
    assertThat(answer.headers().allValues("x-client")).containsExactly("127.0.0.1");
    assertThat(seen.get().getAll("x-forwarded-for")).containsExactly("127.0.0.1");
    assertThat(seen.get().get("x-forwarded-proto")).isEqualTo("http");
    assertThat(seen.get().get("x-forwarded-host")).isEqualTo("api.test");
    assertThat(seen.get().get("host")).isEqualTo("api.test");
    assertThat(seen.get().names()).doesNotContain(OTHER_CLAIMS);
  }

  @Test
  void aTrustedProxyIsBelievedAndAppended() {
    serve("127.0.0.0/8");
    HttpResponse<String> answer = fleet.get("/", CLAIMS);
    assertThat(answer.headers().allValues("x-client")).containsExactly("203.0.113.9");
    assertThat(seen.get().getAll("x-forwarded-for")).containsExactly("203.0.113.9, 127.0.0.1");
    assertThat(seen.get().get("x-forwarded-proto")).isEqualTo("https");
    assertThat(seen.get().get("x-forwarded-host")).isEqualTo("claimed.test");
    assertThat(seen.get().names()).contains(OTHER_CLAIMS);
  }

  @Test
  void aStrangerDoesNotSayWhichSchemeItUses() {
    serve();
    assertThat(RawHttp2.get(fleet.port, "/", ":scheme", "https")).isEqualTo("200");
    assertThat(seen.get().get("x-forwarded-proto")).isEqualTo("http");
  }

  @Test
  void headersOfOneHopEndThere() {
    serve();
    String raw =
        """
        GET / HTTP/1.1\r
        Host: api.test\r
        Connection: keep-alive, X-Hop\r
        X-Hop: 1\r
        TE: trailers\r
        Keep-Alive: timeout=5\r
        Upgrade: websocket\r
        X-End: 2\r
        \r
        """;
    assertThat(RawClient.ask(fleet.port, raw)).startsWith("HTTP/1.1 200");
    assertThat(seen.get().names())
        .contains("X-End")
        .doesNotContain("X-Hop", "TE", "Keep-Alive", "Upgrade", "Connection");
  }

  @Test
  void theBackendLearnsTheRequestId() {
    serve();
    HttpResponse<String> answer = fleet.get("/");
    assertThat(seen.get().get("x-request-id"))
        .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
  }
}
