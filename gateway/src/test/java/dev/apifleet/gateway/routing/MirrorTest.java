package dev.apifleet.gateway.routing;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.routing.Rules.prefix;
import static dev.apifleet.gateway.routing.Rules.route;
import static dev.apifleet.gateway.routing.Rules.rule;
import static dev.apifleet.gateway.routing.Rules.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.FilterConfig;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorTest {
  private static final String SHADOW = "test/shadow";
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final List<String> copies = new CopyOnWriteArrayList<>();
  private TestFleet fleet;
  private Backend main;
  private Backend shadow;

  @BeforeEach
  void start() {
    fleet = new TestFleet(new EditFilters());
    main = fleet.backend("main");
    shadow = fleet.backend("shadow");
    main.behaviour = request -> request.body().onSuccess(_ -> request.response().end("main"));
    shadow.behaviour =
        request ->
            request
                .body()
                .onSuccess(
                    body -> {
                      copies.add(
                          String.join(
                              " ",
                              request.method().name(),
                              request.uri(),
                              request.getHeader("x-team"),
                              body.toString()));
                      request.response().setStatusCode(500).end("shadow");
                    });
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(int percent) {
    fleet.serve(
        pool(POOL),
        endpoints(POOL, main),
        pool(SHADOW),
        endpoints(SHADOW, shadow),
        route(
            rule(
                prefix("/"),
                forward(POOL, 5_000, 0),
                new FilterConfig.RequestHeaders(set("x-team", "blue")),
                new FilterConfig.Mirror(SHADOW, percent),
                new FilterConfig.RequestHeaders(set("x-team", "late")))));
  }

  private HttpResponse<String> post(String body) {
    return fleet.send(fleet.request("/a?b=c").POST(BodyPublishers.ofString(body)).build());
  }

  private double figure(String name) {
    return fleet.registry.find(name).tag("pool", SHADOW).functionCounter().count();
  }

  @Test
  void theOtherPoolGetsACopyWithTheEditsBeforeIt() {
    serve(100);
    HttpResponse<String> answer = post("hello");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("main");
    assertThat(answer.headers().firstValue("x-backend")).hasValue("main");
    eventually(WITHIN, () -> !copies.isEmpty());
    assertThat(copies).containsExactly("POST /a?b=c blue hello");
    eventually(WITHIN, () -> figure("apifleet.gateway.copies") == 1);
  }

  @Test
  void copiesExactlyTheShareThatIsWanted() {
    serve(30);
    for (int i = 0; i < 200; i++) {
      assertThat(fleet.get("/" + i).body()).isEqualTo("main");
    }
    eventually(WITHIN, () -> copies.size() >= 60);
    assertThat(copies).hasSize(60);
    assertThat(main.requests).hasValue(200);
  }

  @Test
  void bodiesUpTo64KiAreCopiedAndLongerOnesAreNot() {
    serve(100);
    assertThat(post("x".repeat(64 * 1024 + 1)).body()).isEqualTo("main");
    assertThat(post("y".repeat(64 * 1024)).body()).isEqualTo("main");
    eventually(WITHIN, () -> !copies.isEmpty());
    assertThat(copies).singleElement().asString().endsWith("yyy");
  }

  @Test
  void aMirrorThatHangsOrIsGoneChangesNothingForTheClient() {
    serve(100);
    shadow.behaviour = _ -> {};
    for (int i = 0; i < 300; i++) {
      assertThat(fleet.get("/").body()).isEqualTo("main");
    }
    assertThat(figure("apifleet.gateway.copies") + figure("apifleet.gateway.copies.lost"))
        .isEqualTo(300);
    assertThat(figure("apifleet.gateway.copies.lost")).isPositive();
    shadow.kill();
    assertThat(fleet.get("/").body()).isEqualTo("main");
  }
}
