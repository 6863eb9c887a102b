package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.guarded;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.pool.Door;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RuleAction.Priority;
import dev.apifleet.snapshot.RuleAction.Retry;
import dev.apifleet.snapshot.RuleAction.Timeouts;
import io.vertx.core.http.HttpServerRequest;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests to a pool that has no endpoint yet. */
class WaitingRoomTest {
  private static final ActivationConfig ROOM = new ActivationConfig(200, 20_000);
  private static final FleetSettings FLEET = new FleetSettings("test/fleet", List.of(), 1);

  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");
  private final ConcurrentLinkedQueue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(PoolConfig pool, Backend... members) {
    serve(pool, Rules.byPriority(), members);
  }

  private void serve(PoolConfig pool, RouteConfig route, Backend... members) {
    fleet.serve(FLEET, pool, endpoints(POOL, members), route);
  }

  private Door door() {
    return fleet.gateway.runtime().pools().get(POOL).door();
  }

  private void until(BooleanSupplier condition) {
    eventually(Duration.ofSeconds(20), condition);
  }

  private static <T> CompletableFuture<T> later(Supplier<T> answer) {
    return CompletableFuture.supplyAsync(answer, Thread::startVirtualThread);
  }

  private CompletableFuture<HttpResponse<String>> ask(String path) {
    return later(() -> fleet.get(path));
  }

  private void expectAsleep(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"error\":\"scaling_from_zero\"", POOL);
    assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(1, 60);
  }

  @Test
  void theFirstRequestIsReportedAndAnsweredOnceThereIsAnEndpoint() {
    serve(guarded(null, ROOM));
    CompletableFuture<HttpResponse<String>> answer = ask("/normal");
    until(
        () -> {
          var load = fleet.operator.loads.poll();
          return load != null && load.getPoolsOrThrow(POOL).getQueue() == 1;
        });
    assertThat(answer).isNotDone();
    serve(guarded(null, ROOM), backend);
    assertThat(answer.join().body()).isEqualTo("one");
    assertThat(answer.join().headers().firstValue("x-backend")).hasValue("one");
    assertThat(fleet.get("/normal").body()).isEqualTo("one");
    assertThat(door().isWaking()).isFalse();
  }

  @Test
  void withoutARoomNobodyWaits() {
    serve(guarded(null, null));
    assertThat(fleet.get("/normal").body()).contains("\"error\":\"no_endpoints\"");
  }

  @Test
  void aBodyWaitsWithItsClient() {
    backend.behaviour = request -> request.body().onSuccess(b -> request.response().end(b));
    serve(guarded(null, ROOM));
    String body = "0123456789".repeat(500_000);
    var request = fleet.request("/normal").POST(BodyPublishers.ofString(body)).build();
    CompletableFuture<HttpResponse<String>> answer = later(() -> fleet.send(request));
    until(() -> door().waiting() == 1);
    serve(guarded(null, ROOM), backend);
    assertThat(answer.join().body()).isEqualTo(body);
  }

  @Test
  void tooManyAreToldWhenToComeBackAndTheLeastImportantFirst() {
    serve(guarded(null, new ActivationConfig(1, 20_000)));
    CompletableFuture<HttpResponse<String>> low = ask("/low");
    until(() -> door().waiting() == 1);
    expectAsleep(ask("/low").join());
    CompletableFuture<HttpResponse<String>> critical = ask("/critical");
    expectAsleep(low.join());
    serve(guarded(null, ROOM), backend);
    assertThat(critical.join().body()).isEqualTo("one");
  }

  @Test
  void whoHasWaitedLongEnoughIsToldWhenToComeBack() {
    serve(guarded(null, new ActivationConfig(10, 100)));
    expectAsleep(fleet.get("/normal"));
    assertThat(Rules.count(fleet, "refused", "pool", POOL, "reason", "timeout")).isEqualTo(1);
    assertThat(door().waiting()).isZero();
  }

  @Test
  void theTimeoutOfTheRouteHoldsWhileARequestWaits() {
    serve(
        guarded(null, ROOM),
        Resources.route(
            "/", Rules.forward(new Timeouts(100, 0, 0), Rules.NO_RETRY, null, Priority.NORMAL)));
    expectAsleep(fleet.get("/"));
    until(() -> door().waiting() == 0);
  }

  @Test
  void whoeverLeavesMakesRoomAlsoWithHalfABody() throws Exception {
    serve(guarded(null, ROOM));
    try (Socket impatient = RawClient.connect(fleet.port)) {
      impatient
          .getOutputStream()
          .write("POST /normal HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf".getBytes());
      until(() -> door().waiting() == 1);
    }
    until(() -> door().waiting() == 0);
  }

  @Test
  void aColdEndpointGetsAFewAtFirst() {
    backend.behaviour = held::add;
    serve(guarded(null, ROOM));
    int clients = 50;
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      answers.add(ask("/normal"));
    }
    until(() -> door().waiting() == clients);
    serve(guarded(null, ROOM), backend);
    until(() -> held.size() == 4);
    assertThat(backend.requests).as("so many, and no more until one is answered").hasValue(4);
    held.remove().response().end("served");
    until(() -> backend.requests.get() == 6);
    backend.behaviour = request -> request.response().end("served");
    held.forEach(request -> request.response().end("served"));
    answers.forEach(answer -> assertThat(answer.join().body()).isEqualTo("served"));
  }

  @Test
  void thoseThatTakeLongHoldTheOthersUpForASecondAlone() {
    backend.behaviour = held::add;
    serve(guarded(null, ROOM));
    for (int i = 0; i < 10; i++) {
      ask("/normal");
    }
    until(() -> door().waiting() == 10);
    serve(guarded(null, ROOM), backend);
    until(() -> held.size() == 10);
  }

  @Test
  void anEndpointThatCannotBeReachedYetIsAskedAgainAndItsBreakerHearsNothing() {
    BreakerConfig touchy = new BreakerConfig(1, 1, 1, 10_000, 30_000, 1, 100);
    serve(Rules.woken(touchy, ROOM));
    CompletableFuture<HttpResponse<String>> answer = ask("/normal");
    until(() -> door().waiting() == 1);
    backend.kill();
    serve(Rules.woken(touchy, ROOM), backend);
    until(() -> door().waiting() == 0);
    backend.start();
    assertThat(answer.join().body()).isEqualTo("one");
    assertThat(Rules.count(fleet, "retries", "pool", POOL)).isZero();
    assertThat(Rules.count(fleet, "breaker.changes", "pool", POOL, "to", "open")).isZero();
  }

  @Test
  void whoseEndpointGoesInTheSameMomentWaitsForTheNext() {
    backend.kill();
    serve(
        guarded(null, ROOM),
        Resources.route("/", Rules.retrying(Rules.PATIENT, new Retry(1000, List.of(), 20, 20))),
        backend);
    CompletableFuture<HttpResponse<String>> answer = ask("/");
    until(() -> Rules.count(fleet, "retries", "pool", POOL) > 0);
    serve(guarded(null, ROOM));
    until(() -> door().waiting() == 1);
    Backend next = fleet.backend("two");
    serve(guarded(null, ROOM), next);
    assertThat(answer.join().body()).isEqualTo("two");
  }

  @Test
  void nobodyWaitsForAPoolThatIsDeleted() {
    serve(guarded(null, ROOM));
    CompletableFuture<HttpResponse<String>> answer = ask("/normal");
    until(() -> door().waiting() == 1);
    fleet.serve(FLEET);
    assertThat(answer.join().body()).contains("\"error\":\"no_endpoints\"");
  }

  @Test
  void whoWaitsCountsAsUnderWayAndNotInTheLatency() {
    serve(guarded(null, ROOM));
    CompletableFuture<HttpResponse<String>> answer = ask("/normal");
    var pool = fleet.gateway.runtime().pools().get(POOL);
    until(() -> pool.load().underWay() == 1);
    serve(guarded(null, ROOM), backend);
    answer.join();
    until(() -> pool.load().underWay() == 0);
    assertThat(pool.load().report(System.nanoTime()).latencyEwmaMillis())
        .as("waiting says nothing of the backend")
        .isZero();
  }
}
