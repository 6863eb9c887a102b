package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.resilience.Rules.PATIENT;
import static dev.apifleet.gateway.resilience.Rules.TWICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.RuleAction.Retry;
import dev.apifleet.snapshot.RuleAction.Timeouts;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final TestFleet fleet = new TestFleet();
  private final Backend bad = fleet.backend("bad");
  private final Backend good = fleet.backend("good");

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(Timeouts timeouts, Retry retry, Backend... backends) {
    fleet.serve(pool(POOL), endpoints(POOL, backends), route("/", Rules.retrying(timeouts, retry)));
  }

  @Test
  void onlyTheNamedStatusesAreTriedAgain() {
    serve(PATIENT, new Retry(2, List.of(500), 1, 1), bad);
    bad.behaviour = request -> request.response().setStatusCode(503).end();
    assertThat(fleet.get("/").statusCode()).isEqualTo(503);
    assertThat(bad.requests).hasValue(1);
    bad.behaviour = request -> request.response().setStatusCode(500).end();
    assertThat(fleet.get("/").statusCode()).isEqualTo(500);
    assertThat(bad.requests).hasValue(4);
  }

  @Test
  void aTryThatTakesTooLongIsRepeatedElsewhere() {
    bad.behaviour = _ -> {};
    serve(new Timeouts(20_000, 100, 0), TWICE, bad, good);
    for (int i = 0; i < 4; i++) {
      assertThat(fleet.get("/").body()).isEqualTo("good");
    }
    assertThat(bad.requests.get()).isPositive();
  }

  @Test
  void aTryThatTookTooLongIsNotRepeatedWhereItMayHaveRun() {
    bad.behaviour = _ -> {};
    serve(new Timeouts(20_000, 100, 0), TWICE, bad);
    HttpResponse<String> answer =
        fleet.send(fleet.request("/").POST(BodyPublishers.ofString("order")).build());
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("no answer within 100 ms");
    assertThat(bad.requests).hasValue(1);
  }

  @Test
  void aRequestMayHaveNoTimeLimit() {
    serve(new Timeouts(0, 0, 0), TWICE, good);
    assertThat(fleet.get("/").body()).isEqualTo("good");
  }

  @Test
  void aShortRetryAfterIsWaitedFor() {
    bad.behaviour =
        request -> {
          if (bad.requests.get() == 1) {
            request.response().setStatusCode(503).putHeader("Retry-After", "1").end();
          } else {
            request.response().end("well again");
          }
        };
    serve(PATIENT, TWICE, bad);
    long began = System.nanoTime();
    assertThat(fleet.get("/").body()).isEqualTo("well again");
    assertThat(System.nanoTime() - began).isGreaterThan(900_000_000L);
  }

  @Test
  void aLongRetryAfterIsLeftToTheClient() {
    bad.behaviour =
        request -> request.response().setStatusCode(503).putHeader("Retry-After", "60").end("full");
    serve(PATIENT, TWICE, bad);
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.body()).isEqualTo("full");
    assertThat(answer.headers().firstValue("retry-after")).hasValue("60");
    assertThat(bad.requests).hasValue(1);
  }

  @Test
  void theBudgetKeepsRetriesFromMultiplyingAnOverload() {
    Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
    bad.behaviour = held::add;
    serve(PATIENT, TWICE, bad);
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 30)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(() -> fleet.get("/"), Thread::startVirtualThread))
            .toList();
    eventually(Duration.ofSeconds(20), () -> held.size() == 30);
    IntStream.range(0, 30)
        .forEach(_ -> held.remove().response().setStatusCode(503).end("overloaded"));
    eventually(Duration.ofSeconds(20), () -> held.size() == 6);
    eventually(
        Duration.ofSeconds(20),
        () -> answers.stream().filter(CompletableFuture::isDone).count() == 24);
    assertThat(answers.stream().filter(CompletableFuture::isDone).map(a -> a.join().body()))
        .containsOnly("overloaded");
    assertThat(bad.requests).as("30 and a fifth of them again").hasValue(36);
    assertThat(Rules.count(fleet, "retries.refused", "pool", POOL)).isEqualTo(24);
    held.forEach(request -> request.response().end("late"));
    assertThat(answers.stream().filter(a -> a.join().body().equals("late"))).hasSize(6);
  }
}
