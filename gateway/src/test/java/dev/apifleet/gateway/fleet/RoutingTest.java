package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.snapshot.RuleAction.WeightedPool;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoutingTest {
  private static TestFleet fleet;
  private static Backend one;
  private static Backend two;
  private static Backend three;

  @BeforeAll
  static void start() {
    fleet = new TestFleet();
    one = fleet.backend("one");
    two = fleet.backend("two");
    three = fleet.backend("three");
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static Map<String, Integer> answersTo(int requests) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      answers.merge(fleet.get("/").body(), 1, Integer::sum);
    }
    return answers;
  }

  @Test
  void spreadsRequestsEvenlyOverThreeEndpoints() {
    fleet.serveAll(one, two, three);
    assertThat(answersTo(99)).isEqualTo(Map.of("one", 33, "two", 33, "three", 33));
  }

  @Test
  void splitsByWeight() {
    fleet.serve(
        pool("test/a"),
        endpoints("test/a", one),
        pool("test/b"),
        endpoints("test/b", two),
        pool("test/c"),
        endpoints("test/c", three),
        route(
            "/",
            new RuleAction.Forward(
                List.of(
                    new WeightedPool("test/a", 50),
                    new WeightedPool("test/b", 33),
                    new WeightedPool("test/c", 17)),
                5_000,
                0)));
    assertThat(answersTo(100)).isEqualTo(Map.of("one", 50, "two", 33, "three", 17));
  }

  @Test
  void saysWhereTheAnswerComesFrom() {
    fleet.serveAll(one);
    HttpResponse<String> answer = fleet.get("/", "x-request-id", "my.Own_id-1");
    assertThat(answer.headers().map())
        .containsEntry("x-gateway", List.of("gateway-1"))
        .containsEntry("x-backend", List.of("one"))
        .containsEntry("x-lb-algorithm", List.of("round-robin"))
        .containsEntry("x-circuit-state", List.of("CLOSED"))
        .containsEntry("x-request-id", List.of("my.Own_id-1"));
    assertThat(answer.headers().firstValue("x-response-time").orElseThrow()).matches("\\d+ms");
  }

  @Test
  void replacesARequestIdThatIsNoPlainToken() {
    fleet.serveAll(one);
    HttpResponse<String> answer = fleet.get("/", "x-request-id", "a b;c");
    assertThat(answer.headers().firstValue("x-request-id").orElseThrow()).matches("[0-9a-f]{32}");
  }

  @Test
  void aBackendCannotSpeakForTheGateway() {
    Backend liar = fleet.backend("liar");
    liar.behaviour =
        request ->
            request.response().putHeader("x-backend", "other").putHeader("x-own", "1").end("ok");
    fleet.serveAll(liar);
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.headers().allValues("x-backend")).containsExactly("liar");
    assertThat(answer.headers().allValues("x-own")).containsExactly("1");
  }

  @Test
  void answers404WhereNoRouteMatches() {
    fleet.serve(pool(POOL), endpoints(POOL, one), route("/api", POOL));
    HttpResponse<String> answer = fleet.get("/apis");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("\"error\":\"no_route\"").contains("/apis");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void answers500WhereTheRuleIsIncomplete() {
    fleet.serve(
        route("/refused", new RuleAction.Refuse(500, "policy_not_found", "no policy 'tiers'")),
        route("/nowhere", forward(null, 1_000, 0)),
        route("/unknown", forward("test/unknown", 1_000, 0)));
    assertThat(fleet.get("/refused").body()).contains("policy_not_found", "no policy 'tiers'");
    assertThat(fleet.get("/nowhere").body()).contains("backend_not_found");
    assertThat(fleet.get("/unknown").statusCode()).isEqualTo(500);
  }

  @Test
  void answers503WithoutEndpoints() {
    fleet.serveAll();
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"error\":\"no_endpoints\"");
  }

  @Test
  void matchesAndForwardsTheNormalFormOfAPath() {
    Backend echo = fleet.backend("echo");
    echo.behaviour = request -> request.response().end(request.uri());
    fleet.serve(pool(POOL), endpoints(POOL, echo), route("/api", POOL));
    assertThat(fleet.get("/x/../api//%61?q=%2e/").body()).isEqualTo("/api/a?q=%2e/");
    assertThat(fleet.get("/api/a%c3%a9").body()).isEqualTo("/api/a%C3%A9");
  }
}
