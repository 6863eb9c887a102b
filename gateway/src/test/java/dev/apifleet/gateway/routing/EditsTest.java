package dev.apifleet.gateway.routing;

import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.routing.Rules.prefix;
import static dev.apifleet.gateway.routing.Rules.route;
import static dev.apifleet.gateway.routing.Rules.rule;
import static dev.apifleet.gateway.routing.Rules.set;
import static dev.apifleet.gateway.routing.Rules.template;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.HeaderEdits;
import dev.apifleet.snapshot.HeaderEdits.Header;
import dev.apifleet.snapshot.MatchConfig;
import dev.apifleet.snapshot.MatchConfig.PathMatch;
import dev.apifleet.snapshot.PathEdit;
import dev.apifleet.snapshot.RouteConfig.RuleConfig;
import dev.apifleet.snapshot.RuleAction;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EditsTest {
  private static final RuleAction FORWARD = forward(POOL, 5_000, 0);

  private static TestFleet fleet;
  private static Backend echo;

  @BeforeAll
  static void start() {
    fleet = new TestFleet(new EditFilters());
    echo = fleet.backend("echo");
    echo.behaviour = EditsTest::echo;
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static void echo(HttpServerRequest request) {
    request.response().putHeader("x-own", "backend").putHeader("server", "secret");
    request
        .body()
        .onSuccess(
            body ->
                request
                    .response()
                    .end(
                        String.join(
                            " ",
                            request.uri(),
                            request.getHeader("host"),
                            "team=" + request.headers().getAll("x-team"),
                            "cookie=" + request.getHeader("cookie"),
                            "length=" + body.length())));
  }

  private static void serve(RuleConfig... rules) {
    fleet.serve(pool(POOL), endpoints(POOL, echo), route(rules));
  }

  @Test
  void theBackendGetsEditedHeaders() {
    HeaderEdits edits =
        new HeaderEdits(
            List.of(new Header("x-team", "blue")),
            List.of(new Header("x-team", "green")),
            List.of("cookie"));
    serve(rule(prefix("/"), FORWARD, new FilterConfig.RequestHeaders(edits)));
    assertThat(fleet.get("/", "x-team", "red", "cookie", "a=b").body())
        .contains("team=[blue, green]", "cookie=null");
  }

  @Test
  void theClientGetsEditedHeadersOfAnswersButNotOfProblems() {
    HeaderEdits edits =
        new HeaderEdits(
            List.of(new Header("x-own", "edited")),
            List.of(new Header("x-more", "1")),
            List.of("server"));
    FilterConfig filter = new FilterConfig.ResponseHeaders(edits);
    RuleAction respond = new RuleAction.Respond(200, "text/plain", "hi", List.of());
    RuleAction refuse = new RuleAction.Refuse(500, "broken", "It is broken.");
    serve(
        rule(prefix("/"), FORWARD, filter),
        rule(prefix("/own"), respond, filter),
        rule(prefix("/bad"), refuse, filter));
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.headers().allValues("x-own")).containsExactly("edited");
    assertThat(answer.headers().firstValue("x-more")).hasValue("1");
    assertThat(answer.headers().firstValue("server")).isEmpty();
    assertThat(fleet.get("/own").headers().firstValue("x-more")).hasValue("1");
    assertThat(fleet.get("/bad").headers().firstValue("x-more")).isEmpty();
  }

  @Test
  void theBackendIsAskedForAnotherHostAndPath() {
    serve(
        rule(
            prefix("/old"),
            FORWARD,
            new FilterConfig.Rewrite("inner.example.com", new PathEdit.Prefix("/new"))),
        rule(
            template("/users/{id}/posts"),
            FORWARD,
            new FilterConfig.Rewrite(null, new PathEdit.Full("/posts/by/{id}"))));
    assertThat(fleet.get("/old/x?q=1").body()).startsWith("/new/x?q=1 inner.example.com ");
    assertThat(fleet.get("/users/7/posts?q=1").body()).startsWith("/posts/by/7?q=1 ");
  }

  @Test
  void aPathThatCannotBeRewrittenIsRefused() {
    FilterConfig drop25 = new FilterConfig.Rewrite(null, new PathEdit.Regex("25", ""));
    serve(rule(prefix("/"), FORWARD, drop25));
    HttpResponse<String> answer = fleet.get("/a%252fb");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("path_not_rewritable", "test/edits/");
  }

  @Test
  void theVersionInThePathIsTakenOffForTheBackend() {
    MatchConfig match =
        new MatchConfig(new PathMatch.Prefix("/v1"), null, List.of(), List.of(), "/v1");
    serve(rule(match, FORWARD));
    assertThat(fleet.get("/v1/users?q=1").body()).startsWith("/users?q=1 ");
    assertThat(fleet.get("/v1").body()).startsWith("/ ");
  }

  @Test
  void redirectsToAnotherSchemeHostAndPath() {
    serve(
        rule(prefix("/tls"), new RuleAction.Redirect("https", null, 0, null, 301)),
        rule(
            prefix("/moved"),
            new RuleAction.Redirect(null, "b.example.com", 8443, new PathEdit.Prefix("/"), 308)));
    HttpResponse<String> tls = fleet.get("/tls/x?q=1");
    assertThat(tls.statusCode()).isEqualTo(301);
    assertThat(tls.headers().firstValue("location")).hasValue("https://127.0.0.1/tls/x?q=1");
    HttpResponse<String> moved = fleet.get("/moved/x");
    assertThat(moved.statusCode()).isEqualTo(308);
    assertThat(moved.headers().firstValue("location")).hasValue("http://b.example.com:8443/x");
  }

  @Test
  void answersWithoutABackend() {
    int before = echo.requests.get();
    serve(
        rule(
            prefix("/"),
            new RuleAction.Respond(
                503,
                "application/json",
                "{\"down\":true}",
                List.of(new Header("retry-after", "60"))),
            new FilterConfig.ResponseHeaders(set("x-edited", "1"))),
        rule(prefix("/empty"), new RuleAction.Respond(204, "text/plain", "", List.of())));
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"down\":true}");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("retry-after")).hasValue("60");
    assertThat(answer.headers().firstValue("x-edited")).hasValue("1");
    assertThat(fleet.get("/empty").statusCode()).isEqualTo(204);
    assertThat(echo.requests).hasValue(before);
  }

  @Test
  void aRuleLimitsBodiesBelowOrAboveTheFleet() {
    serve(rule(prefix("/small"), limited(1_000)), rule(prefix("/large"), limited(20L << 20)));
    assertThat(post("/small", 1_000).body()).contains("length=1000");
    HttpResponse<String> refused = post("/small", 1_001);
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("1000 bytes");
    assertThat(post("/large", 11 << 20).body()).contains("length=" + (11 << 20));
  }

  private static RuleAction limited(long bytes) {
    RuleAction.Forward forward = forward(POOL, 20_000, 0);
    return new RuleAction.Forward(
        forward.backends(),
        forward.timeouts(),
        forward.retry(),
        null,
        forward.priority(),
        bytes,
        null);
  }

  private static HttpResponse<String> post(String path, int bytes) {
    return fleet.send(
        fleet.request(path).POST(BodyPublishers.ofByteArray(new byte[bytes])).build());
  }
}
