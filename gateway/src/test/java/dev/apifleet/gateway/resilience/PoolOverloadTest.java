package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.Load;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.pool.Door;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import dev.apifleet.snapshot.PoolConfig;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolOverloadTest {
  private final TestFleet fleet =
      new TestFleet(ClientLimits.DEFAULTS, (_, _, _) -> List.of(PoolOverloadTest::identify));
  private final Backend backend = fleet.backend("one");
  private final ConcurrentLinkedQueue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    fleet.close();
  }

  private static void identify(Exchange exchange) {
    String tier = exchange.request().getHeader("x-tier");
    if (tier != null) {
      exchange.identify(new Subscriber("ann", tier, List.of(), List.of(), Map.of()));
    }
    exchange.proceed();
  }

  private void serve(PoolConfig pool) {
    fleet.serve(
        new FleetSettings("test/fleet", List.of(), 1),
        pool,
        endpoints(POOL, backend),
        Rules.byPriority());
  }

  private Door door() {
    return fleet.gateway.runtime().pools().get(POOL).door();
  }

  private CompletableFuture<HttpResponse<String>> ask(String path, String... headers) {
    return CompletableFuture.supplyAsync(
        () -> fleet.get(path, headers), Thread::startVirtualThread);
  }

  private void until(BooleanSupplier condition) {
    eventually(Duration.ofSeconds(20), condition);
  }

  /** Answers the request that the backend has had longest, and tells its path. */
  private String answerNext() {
    until(() -> !held.isEmpty());
    HttpServerRequest request = held.remove();
    String asked = request.path() + " " + request.getHeader("x-tier");
    request.response().end("served");
    return asked;
  }

  @Test
  void theMostImportantGoesFirstThenTheTierThenWhoCameFirst() {
    backend.behaviour = held::add;
    serve(Rules.limited(1, 10, 20_000));
    ask("/normal");
    until(() -> held.size() == 1);
    String[][] comers = {
      {"/low", "enterprise"},
      {"/normal", "free"},
      {"/normal", "pro"},
      {"/critical", "free"},
      {"/high", "free"}
    };
    for (int i = 0; i < comers.length; i++) {
      ask(comers[i][0], "x-tier", comers[i][1]);
      int waiting = i + 1;
      until(() -> door().waiting() == waiting);
    }
    assertThat(List.of(answerNext(), answerNext(), answerNext(), answerNext(), answerNext()))
        .containsExactly(
            "/normal null", "/critical free", "/high free", "/normal pro", "/normal free");
    assertThat(answerNext()).isEqualTo("/low enterprise");
  }

  @Test
  void aFullQueueRefusesTheLeastImportant() {
    backend.behaviour = held::add;
    serve(Rules.limited(1, 1, 20_000));
    ask("/normal");
    until(() -> held.size() == 1);
    CompletableFuture<HttpResponse<String>> low = ask("/low");
    until(() -> door().waiting() == 1);
    HttpResponse<String> refused = ask("/low").join();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"error\":\"overloaded\"", POOL);
    assertThat(refused.headers().firstValue("retry-after")).hasValue("1");

    CompletableFuture<HttpResponse<String>> critical = ask("/critical");
    assertThat(low.join().statusCode()).isEqualTo(503);
    answerNext();
    answerNext();
    assertThat(critical.join().body()).isEqualTo("served");
    assertThat(Rules.count(fleet, "refused", "pool", POOL, "reason", "queue-full")).isEqualTo(1);
    assertThat(Rules.count(fleet, "refused", "pool", POOL, "reason", "displaced")).isEqualTo(1);
    assertThat(Rules.count(fleet, "queued", "pool", POOL)).isEqualTo(2);
    assertThat(Rules.count(fleet, "admitted", "pool", POOL)).isEqualTo(2);
  }

  @Test
  void nobodyWaitsLongerThanTheQueueAllows() {
    backend.behaviour = held::add;
    serve(Rules.limited(1, 10, 100));
    ask("/normal");
    until(() -> held.size() == 1);
    HttpResponse<String> refused = fleet.get("/critical");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"error\":\"overloaded\"", "100 ms");
    assertThat(Rules.count(fleet, "refused", "pool", POOL, "reason", "timeout")).isEqualTo(1);
    answerNext();
    until(() -> door().waiting() == 0);
  }

  @Test
  void theQueueIsReported() {
    backend.behaviour = held::add;
    serve(Rules.limited(1, 10, 20_000));
    ask("/normal");
    until(() -> held.size() == 1);
    ask("/normal");
    ask("/normal");
    until(
        () -> {
          var load = fleet.operator.loads.poll();
          return load != null && load.getPoolsOrThrow(POOL).getQueue() == 2;
        });
  }

  @Test
  void whoeverLeavesTheQueueMakesRoom() throws Exception {
    backend.behaviour = held::add;
    serve(Rules.limited(1, 10, 20_000));
    ask("/normal");
    until(() -> held.size() == 1);
    try (var impatient = RawClient.connect(fleet.port)) {
      impatient.getOutputStream().write("GET /normal HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      until(() -> door().waiting() == 1);
    }
    until(() -> door().waiting() == 0);
    answerNext();
    backend.behaviour = request -> request.response().end("free");
    assertThat(fleet.get("/normal").body()).isEqualTo("free");
  }

  @Test
  void criticalRequestsKeepFlowingWhileLowOnesAreRefused() {
    backend.behaviour = request -> fleet.vertx.setTimer(20, _ -> request.response().end("served"));
    serve(Rules.limited(4, 4, 5_000));
    try (Load low = new Load(fleet, 24, () -> fleet.request("/low").GET().build());
        Load critical = new Load(fleet, 4, () -> fleet.request("/critical").GET().build())) {
      critical.await(200);
      assertThat(critical.stop()).containsOnlyKeys(200);
      assertThat(low.stop()).containsKey(503).doesNotContainKey(0);
    }
  }
}
