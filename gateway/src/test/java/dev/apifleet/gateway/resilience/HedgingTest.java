package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.resilience.Rules.NO_RETRY;
import static dev.apifleet.gateway.resilience.Rules.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.RuleAction.Hedge;
import dev.apifleet.snapshot.RuleAction.Priority;
import dev.apifleet.snapshot.RuleAction.Retry;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HedgingTest {
  private final TestFleet fleet = new TestFleet();
  private final Backend slow = fleet.backend("slow");
  private final Backend fast = fleet.backend("fast");
  private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger cancelled = new AtomicInteger();

  @BeforeEach
  void hold() {
    slow.behaviour =
        request -> {
          held.add(request);
          request.connection().closeHandler(_ -> cancelled.incrementAndGet());
        };
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(Backend... backends) {
    fleet.serve(
        pool(POOL),
        endpoints(POOL, backends),
        route("/", Rules.forward(PATIENT, NO_RETRY, new Hedge(50, 1), Priority.NORMAL)));
  }

  private int underWay() {
    return fleet.gateway.runtime().pools().get(POOL).members().endpoints().stream()
        .mapToInt(endpoint -> endpoint.inFlight())
        .sum();
  }

  @Test
  void theFasterOneAnswersAndTheSlowerIsCancelled() {
    serve(slow, fast);
    for (int i = 0; i < 4; i++) {
      HttpResponse<String> answer = fleet.get("/");
      assertThat(answer.body()).isEqualTo("fast");
      assertThat(answer.headers().firstValue("x-backend")).hasValue("fast");
    }
    assertThat(held).isNotEmpty();
    eventually(Duration.ofSeconds(10), () -> cancelled.get() == held.size());
    assertThat(Rules.count(fleet, "hedges", "pool", POOL)).isEqualTo(held.size());
    eventually(Duration.ofSeconds(10), () -> underWay() == 0);
  }

  @Test
  void whatChangesSomethingIsAskedOnce() {
    serve(slow, slow);
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(
            () -> fleet.send(fleet.request("/").PUT(BodyPublishers.ofString("x")).build()),
            Thread::startVirtualThread);
    eventually(Duration.ofSeconds(10), () -> !held.isEmpty());
    fleet.vertx.setTimer(200, _ -> held.element().response().end("once"));
    assertThat(answer.join().body()).isEqualTo("once");
    assertThat(slow.requests).hasValue(1);
  }

  @Test
  void aHedgeThatFailsLeavesTheFirstToAnswer() {
    fast.kill();
    serve(slow, fast);
    fleet.vertx.setPeriodic(
        150,
        _ -> {
          HttpServerRequest waiting = held.poll();
          if (waiting != null) {
            waiting.response().end("slow");
          }
        });
    HttpResponse<String> first = fleet.get("/");
    HttpResponse<String> answer = first.statusCode() == 200 ? first : fleet.get("/");
    assertThat(answer.body()).isEqualTo("slow");
    assertThat(answer.headers().firstValue("x-backend")).hasValue("slow");
  }

  @Test
  void noHedgeStartsWhileARetryWaits() {
    slow.behaviour = request -> request.connection().close();
    fleet.serve(
        pool(POOL),
        endpoints(POOL, slow),
        route(
            "/",
            Rules.forward(
                PATIENT,
                new Retry(1, List.of(), 2_000, 2_000),
                new Hedge(200, 3),
                Priority.NORMAL)));
    assertThat(fleet.get("/").statusCode()).isEqualTo(502);
    assertThat(slow.requests).hasValue(2);
    assertThat(Rules.count(fleet, "hedges", "pool", POOL)).isZero();
  }

  @Test
  void theBudgetBoundsHedges() {
    Backend other = fleet.backend("other");
    other.behaviour = slow.behaviour;
    serve(slow, other);
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 10)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(() -> fleet.get("/"), Thread::startVirtualThread))
            .toList();
    eventually(
        Duration.ofSeconds(20), () -> Rules.count(fleet, "retries.refused", "pool", POOL) == 7);
    eventually(Duration.ofSeconds(20), () -> held.size() == 13);
    held.forEach(request -> request.response().end("done"));
    assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
  }
}
