package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final TestFleet fleet = new TestFleet();
  private final Backend bad = fleet.backend("bad");
  private final Backend good = fleet.backend("good");

  @AfterEach
  void stop() {
    fleet.close();
  }

  private HttpResponse<String> send(String method, String body) {
    return fleet.send(fleet.request("/").method(method, BodyPublishers.ofString(body)).build());
  }

  @Test
  void aKilledBackendLosesNoRequestThatCanBeRepeated() {
    Backend third = fleet.backend("third");
    fleet.serveAll(bad, good, third);
    try (Load load = new Load(fleet, 16, () -> fleet.request("/").GET().build())) {
      load.await(300);
      bad.kill();
      load.await(300);
      fleet.serveAll(good, third);
      load.await(100);
      bad.start();
      fleet.serveAll(bad, good, third);
      load.await(100);
      third.kill();
      load.await(300);
      assertThat(load.stop()).containsOnlyKeys(200);
    }
  }

  @Test
  void anythingIsRepeatedThatNoBackendHasSeen() {
    bad.kill();
    fleet.serveAll(bad, good);
    for (int i = 0; i < 4; i++) {
      assertThat(send("POST", "order").body()).isEqualTo("good");
    }
  }

  @Test
  void aRequestThatWasSeenIsRepeatedOnlyIfIdempotent() {
    bad.behaviour = request -> request.connection().close();
    fleet.serveAll(bad);
    assertThat(send("POST", "order").statusCode()).isEqualTo(502);
    assertThat(bad.requests).hasValue(1);
    assertThat(fleet.get("/").statusCode()).isEqualTo(502);
    assertThat(bad.requests).hasValue(4);
  }

  @Test
  void aSmallBodyIsSentAgain() {
    bad.behaviour = request -> request.body().onSuccess(_ -> request.connection().close());
    good.behaviour = request -> request.body().onSuccess(body -> request.response().end(body));
    fleet.serveAll(bad, good);
    String body = "x".repeat(60_000);
    assertThat(send("PUT", body).body()).isEqualTo(body);
    assertThat(send("PUT", body).body()).isEqualTo(body);
    assertThat(bad.requests.get()).isEqualTo(1);
  }

  @Test
  void aBodyTooLargeToKeepIsNotSentAgain() {
    bad.behaviour = request -> request.body().onSuccess(_ -> request.connection().close());
    fleet.serveAll(bad);
    HttpResponse<String> answer = send("PUT", "x".repeat(70_000));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("bad_gateway");
    assertThat(bad.requests.get()).isEqualTo(1);
  }

  @Test
  void anotherEndpointIsAskedWhereOneIsUnavailable() {
    bad.behaviour = request -> request.response().setStatusCode(503).end("overloaded");
    fleet.serveAll(bad, good);
    for (int i = 0; i < 4; i++) {
      assertThat(fleet.get("/").body()).isEqualTo("good");
    }
    assertThat(bad.requests.get()).isPositive();
  }

  @Test
  void theLastAnswerIsPassedOnWhereNoneIsBetter() {
    bad.behaviour = request -> request.response().setStatusCode(503).end("overloaded");
    fleet.serveAll(bad);
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("overloaded");
    assertThat(bad.requests).hasValue(3);
  }

  @Test
  void aConnectionThatTheBackendClosedMeanwhileIsReplaced() {
    AtomicInteger seen = new AtomicInteger();
    bad.behaviour =
        request -> {
          if (seen.incrementAndGet() % 2 == 0) {
            request.connection().close();
          } else {
            request.response().end("fresh");
          }
        };
    fleet.serveAll(bad);
    for (int i = 0; i < 6; i++) {
      assertThat(fleet.get("/").body()).isEqualTo("fresh");
    }
  }

  @Test
  void suchARequestNeedsNoRetryAndTheBreakerHearsNothing() {
    AtomicInteger seen = new AtomicInteger();
    bad.behaviour =
        request ->
            request
                .body()
                .onSuccess(
                    body -> {
                      if (seen.incrementAndGet() % 2 == 0) {
                        request.connection().close();
                      } else {
                        request.response().end(body);
                      }
                    });
    BreakerConfig strict = new BreakerConfig(1, 100, 1_000, 10_000, 30_000, 1, 100);
    fleet.serve(pool(POOL, strict), endpoints(POOL, bad), route("/", forward(POOL, 10_000, 0)));
    for (int i = 0; i < 6; i++) {
      assertThat(send("PUT", "word").body()).isEqualTo("word");
    }
    assertThat(seen).hasValue(11);
    assertThat(send("POST", "order").statusCode()).isEqualTo(502);
    assertThat(seen).hasValue(12);
  }

  @Test
  void allTriesTogetherStayWithinTheTimeout() {
    bad.behaviour = _ -> {};
    fleet.serve(pool(POOL), endpoints(POOL, bad), route("/", forward(POOL, 200, 5)));
    long began = System.nanoTime();
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("\"error\":\"timeout\"", "200 ms");
    assertThat(System.nanoTime() - began).isBetween(200_000_000L, 5_000_000_000L);
  }

  @Test
  void countsRetries() {
    bad.kill();
    fleet.serveAll(bad, good);
    fleet.get("/");
    fleet.get("/");
    double retries =
        fleet.registry.get("apifleet.gateway.retries").tag("pool", POOL).functionCounter().count();
    assertThat(retries).isEqualTo(1);
  }
}
