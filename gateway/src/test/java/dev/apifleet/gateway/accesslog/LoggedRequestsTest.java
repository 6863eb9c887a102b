package dev.apifleet.gateway.accesslog;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.gateway.Surroundings;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.FleetSettings.AccessLog;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real gateway writes of real requests. */
class LoggedRequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TestFleet fleet =
      new TestFleet(
          ClientLimits.DEFAULTS,
          (_, _, _) -> List.of(LoggedRequestsTest::judge),
          new Surroundings(
              TestFleet.UNSTRAINED.place(),
              TestFleet.UNSTRAINED.dns(),
              TestFleet.UNSTRAINED.strain(),
              out));
  private final Backend backend = fleet.backend("one");

  /** By the path, as filters might. */
  private static void judge(Exchange exchange) {
    switch (exchange.path()) {
      case "/known" -> {
        Map<String, Object> claims = Map.of("iss", "https://issuer.test");
        exchange.identify(new Subscriber("al\"ice", "pro", List.of(), List.of(), claims));
        exchange.proceed();
      }
      case "/limited" ->
          exchange.reject(
              new Problem(429, "rate_limited", "t", "d", Map.of("policy", "ns/tiers"), Map.of()));
      case "/cached" -> {
        exchange.cached("hit");
        exchange.answer(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
      }
      default -> exchange.proceed();
    }
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(AccessLog level) {
    fleet.serve(
        new FleetSettings("test/default", List.of(), 1, null, null, null, null, null, level),
        pool(POOL),
        endpoints(POOL, backend),
        route("/", POOL));
  }

  /** Waits for so many lines, and then for what else may come; each lane's come in their order. */
  private List<JsonNode> lines(int count) {
    eventually(SOON, () -> out.toString().lines().count() >= count);
    Waiting.on(fleet.gateway.stop());
    return out.toString().lines().map(LoggedRequestsTest::parsed).toList();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void tellsOfAForwardedRequest() {
    serve(AccessLog.ALL);
    Instant before = Instant.now().minusMillis(1);
    fleet.send(
        fleet
            .request(
                "/some/thing?token=secret",
                "x-request-id",
                "id-1",
                "traceparent",
                "00-" + TRACE + "-00f067aa0ba902b7-01")
            .POST(BodyPublishers.ofString("12345"))
            .build());
    JsonNode line = lines(1).getFirst();
    assertThat(Instant.parse(line.get("time").asText())).isBetween(before, Instant.now());
    assertThat(line.get("requestId").asText()).isEqualTo("id-1");
    assertThat(line.get("traceId").asText()).isEqualTo(TRACE);
    assertThat(line.get("client").asText()).isEqualTo("127.0.0.1");
    assertThat(line.get("method").asText()).isEqualTo("POST");
    assertThat(line.get("host").asText()).isEqualTo("127.0.0.1:" + fleet.port);
    assertThat(line.get("path").asText()).isEqualTo("/some/thing");
    assertThat(line.get("protocol").asText()).isEqualTo("HTTP/1.1");
    assertThat(line.get("route").asText()).isEqualTo("test/");
    assertThat(line.get("rule").asText()).isEqualTo("rule");
    assertThat(line.get("status").asInt()).isEqualTo(200);
    assertThat(line.get("requestBytes").asInt()).isEqualTo(5);
    assertThat(line.get("responseBytes").asInt()).isEqualTo("one".length());
    assertThat(line.get("pool").asText()).isEqualTo(POOL);
    assertThat(line.get("endpoint").asText()).isEqualTo("one");
    assertThat(line.get("attempts").asInt()).isEqualTo(1);
    assertThat(line.get("firstByteMicros").asLong())
        .isBetween(1L, line.get("durationMicros").asLong());
    for (String absent : List.of("subject", "tier", "error", "policy", "cache", "aborted")) {
      assertThat(line.has(absent)).as(absent).isFalse();
    }
    assertThat(out.toString()).doesNotContain("secret");
  }

  @Test
  void tellsWhoAskedAndWhatCacheAndLimitsSaid() {
    serve(AccessLog.ALL);
    fleet.get("/known");
    fleet.get("/limited");
    fleet.get("/cached", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    List<JsonNode> lines = lines(3);
    assertThat(lines.get(0).get("subject").asText()).isEqualTo("al\"ice");
    assertThat(lines.get(0).get("tier").asText()).isEqualTo("pro");
    assertThat(lines.get(0).get("issuer").asText()).isEqualTo("https://issuer.test");
    assertThat(lines.get(1).get("status").asInt()).isEqualTo(429);
    assertThat(lines.get(1).get("error").asText()).isEqualTo("rate_limited");
    assertThat(lines.get(1).get("policy").asText()).isEqualTo("ns/tiers");
    assertThat(lines.get(1).has("pool")).isFalse();
    assertThat(lines.get(1).has("traceId")).isFalse();
    assertThat(lines.get(2).get("cache").asText()).isEqualTo("hit");
    assertThat(lines.get(2).get("traceId").asText()).isEqualTo(TRACE);
  }

  @Test
  void failuresAloneByDefault() {
    serve(null);
    fleet.get("/");
    fleet.get("/limited");
    backend.behaviour = request -> request.response().setStatusCode(404).end();
    fleet.get("/missing");
    RawClient.ask(fleet.port, "GET /%zz?secret HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(lines(3))
        .extracting(
            line -> line.get("status").asInt(),
            line -> line.get("path").asText(),
            line -> line.path("error").asText())
        .containsExactlyInAnyOrder(
            tuple(429, "/limited", "rate_limited"),
            tuple(404, "/missing", ""),
            tuple(400, "/%zz", "bad_request"));
  }

  @Test
  void aClientThatGoesBeforeItsAnswer() throws IOException {
    serve(AccessLog.ERRORS);
    backend.behaviour = _ -> {};
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket.getOutputStream().write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      eventually(SOON, () -> backend.requests.get() == 1);
    }
    JsonNode line = lines(1).getFirst();
    assertThat(line.get("aborted").asBoolean()).isTrue();
    assertThat(line.get("status").asInt()).isZero();
    assertThat(line.has("firstByteMicros")).isFalse();
  }

  @Test
  void aWebSocketHasItsLineWhenItEnds() {
    serve(AccessLog.ALL);
    backend.behaviour = request -> request.toWebSocket();
    WebSocket socket =
        Waiting.on(fleet.vertx.createWebSocketClient().connect(fleet.port, "127.0.0.1", "/chat"));
    Waiting.on(socket.writeTextMessage("hello"));
    assertThat(out.size()).isZero();
    Waiting.on(socket.close());
    JsonNode line = lines(1).getFirst();
    assertThat(line.get("path").asText()).isEqualTo("/chat");
    assertThat(line.get("status").asInt()).isEqualTo(101);
  }

  @Test
  void theLevelIsLive() {
    serve(AccessLog.NONE);
    fleet.get("/limited");
    serve(AccessLog.ALL);
    fleet.get("/second");
    assertThat(lines(1))
        .singleElement()
        .satisfies(line -> assertThat(line.get("path").asText()).isEqualTo("/second"));
  }

  @Test
  void countsAttempts() {
    serve(AccessLog.ALL);
    backend.behaviour =
        request -> request.response().setStatusCode(backend.requests.get() == 1 ? 503 : 200).end();
    fleet.get("/");
    assertThat(lines(1).getFirst().get("attempts").asInt()).isEqualTo(2);
  }
}
