package dev.apifleet.gateway.routing;

import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.routing.Rules.prefix;
import static dev.apifleet.gateway.routing.Rules.route;
import static dev.apifleet.gateway.routing.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.cors.CorsFilter;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.CorsConfig;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
  private static final String APP = "https://app.example.com";
  private static final RuleAction FORWARD = forward(POOL, 5_000, 0);
  private static final CorsConfig LISTED =
      new CorsConfig(
          List.of(APP, "https://*.example.org:8443"),
          List.of("GET", "PUT"),
          List.of("x-team"),
          List.of("etag"),
          true,
          600);
  private static final CorsConfig ANYBODY =
      new CorsConfig(List.of("*"), List.of("*"), List.of("*"), List.of("*"), false, 5);

  private static TestFleet fleet;
  private static Backend backend;

  @BeforeAll
  static void start() {
    fleet = new TestFleet(new EditFilters());
    backend = fleet.backend("one");
    backend.behaviour =
        request ->
            request
                .response()
                .putHeader("vary", "accept-encoding")
                .putHeader("access-control-allow-origin", "https://evil.example")
                .end("ok");
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static void serve(RuleConfig... rules) {
    fleet.serve(pool(POOL), endpoints(POOL, backend), route(rules));
  }

  private static HttpResponse<String> preflight(String path, String origin, String method) {
    return fleet.send(
        fleet
            .request(path, "origin", origin, "access-control-request-method", method)
            .method("OPTIONS", BodyPublishers.noBody())
            .build());
  }

  private static String allowed(HttpResponse<?> answer) {
    return answer.headers().firstValue("access-control-allow-origin").orElse("none");
  }

  @Test
  void answersPreflightsItself() {
    serve(rule(prefix("/"), FORWARD, new FilterConfig.Cors(LISTED)));
    int before = backend.requests.get();
    HttpResponse<String> answer = preflight("/", APP, "PUT");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().map())
        .containsEntry("access-control-allow-origin", List.of(APP))
        .containsEntry("access-control-allow-credentials", List.of("true"))
        .containsEntry("access-control-allow-methods", List.of("GET, PUT"))
        .containsEntry("access-control-allow-headers", List.of("x-team"))
        .containsEntry("access-control-max-age", List.of("600"))
        .containsEntry("vary", List.of("Origin"));
    assertThat(backend.requests).hasValue(before);
  }

  @Test
  void refusesPreflightsOfOtherOriginsAndSaysWhy() {
    serve(rule(prefix("/"), FORWARD, new FilterConfig.Cors(LISTED)));
    HttpResponse<String> answer = preflight("/", "https://other.example", "GET");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("cors_refused", "https://other.example", "allowOrigins");
    assertThat(allowed(answer)).isEqualTo("none");
  }

  @Test
  void aPreflightMeetsTheRuleOfTheRequestThatItAsksFor() {
    MatchConfig puts = new MatchConfig(prefix("/"), "PUT", List.of(), List.of());
    serve(
        rule(puts, FORWARD, new FilterConfig.Cors(LISTED)),
        rule(new MatchConfig(prefix("/own"), "OPTIONS", List.of(), List.of()), FORWARD),
        rule(new MatchConfig(prefix("/none"), "PUT", List.of(), List.of()), FORWARD));
    assertThat(preflight("/x", APP, "PUT").statusCode()).isEqualTo(204);
    assertThat(preflight("/x", APP, "GET").statusCode()).isEqualTo(404);
    assertThat(preflight("/own", APP, "PUT").body()).isEqualTo("ok");
    assertThat(preflight("/none", APP, "PUT").statusCode()).isEqualTo(404);
  }

  @Test
  void saysOnAnswersWhoMayReadThemInPlaceOfTheBackend() {
    serve(rule(prefix("/"), FORWARD, new FilterConfig.Cors(LISTED)));
    HttpResponse<String> answer = fleet.get("/", "origin", APP);
    assertThat(answer.headers().map())
        .containsEntry("access-control-allow-origin", List.of(APP))
        .containsEntry("access-control-expose-headers", List.of("etag"))
        .containsEntry("vary", List.of("accept-encoding", "Origin"));
    HttpResponse<String> other = fleet.get("/", "origin", "https://evil.example");
    assertThat(other.body()).isEqualTo("ok");
    assertThat(allowed(other)).isEqualTo("none");
    assertThat(fleet.get("/").headers().allValues("vary")).contains("Origin");
  }

  @Test
  void scriptsCanReadWhyTheyWereRefused() {
    RuleAction refuse = new RuleAction.Refuse(500, "broken", "It is broken.");
    serve(rule(prefix("/"), refuse, new FilterConfig.Cors(LISTED)));
    HttpResponse<String> answer = fleet.get("/", "origin", APP);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(allowed(answer)).isEqualTo(APP);
  }

  @Test
  void allowsEverybodyWithAStarAndWithoutVary() {
    serve(rule(prefix("/"), FORWARD, new FilterConfig.Cors(ANYBODY)));
    HttpResponse<String> answer = fleet.get("/", "origin", APP);
    assertThat(allowed(answer)).isEqualTo("*");
    assertThat(answer.headers().allValues("vary")).containsExactly("accept-encoding");
    assertThat(preflight("/", APP, "DELETE").headers().map())
        .containsEntry("access-control-allow-methods", List.of("*"))
        .doesNotContainKey("access-control-allow-credentials");
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, true",
    "https://APP.example.com, true",
    "https://a.example.org:8443, true",
    "https://a.b.example.org:8443, true",
    "https://example.org:8443, false",
    "https://a.example.org, false",
    "http://a.example.org:8443, false",
    "https://evil/.example.org:8443, false",
    "https://app.example.com.evil.com, false",
    "null, false"
  })
  void anOriginMatchesByItsWholeName(String origin, boolean expected) {
    serve(rule(prefix("/"), FORWARD, new FilterConfig.Cors(LISTED)));
    assertThat(allowed(fleet.get("/", "origin", origin)).equals(origin)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aStarWithCredentialsIsNotBuilt(int field) {
    List<List<String>> lists =
        IntStream.range(0, 4).mapToObj(i -> i == field ? List.of("*") : List.of("GET")).toList();
    CorsConfig config =
        new CorsConfig(lists.get(0), lists.get(1), lists.get(2), lists.get(3), true, 5);
    assertThatThrownBy(() -> new CorsFilter(config)).hasMessageContaining("not *");
  }
}
