package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerHealingTest {
  private static final BreakerConfig THREE_IN_A_ROW =
      new BreakerConfig(3, 100, 1_000, 10_000, 300, 1, 100);

  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("only");

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(Backend... backends) {
    fleet.serve(
        pool(POOL, THREE_IN_A_ROW), endpoints(POOL, backends), route("/", forward(POOL, 5_000, 0)));
  }

  @Test
  void refusesAtOnceWhileOpenAndHealsByItself() {
    serve(backend);
    backend.behaviour = request -> request.response().setStatusCode(500).end();
    for (int i = 0; i < 3; i++) {
      assertThat(fleet.get("/").statusCode()).isEqualTo(500);
    }
    HttpResponse<String> refused = fleet.get("/");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"error\":\"circuit_open\"");
    assertThat(refused.headers().firstValue("x-circuit-state")).hasValue("OPEN");
    assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
    assertThat(backend.requests).hasValue(3);

    backend.behaviour = request -> request.response().end("well");
    eventually(Duration.ofSeconds(10), () -> fleet.get("/").statusCode() == 200);
    assertThat(fleet.get("/").headers().firstValue("x-circuit-state")).hasValue("CLOSED");
  }

  @Test
  void aFailingEndpointIsLeftOutWhileTheOthersServe() {
    Backend well = fleet.backend("well");
    serve(backend, well);
    backend.kill();
    for (int i = 0; i < 6; i++) {
      fleet.get("/");
    }
    for (int i = 0; i < 6; i++) {
      HttpResponse<String> answer = fleet.get("/");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("well");
    }
  }

  @Test
  void aBreakerOutlivesSnapshots() {
    serve(backend);
    backend.behaviour = request -> request.response().setStatusCode(500).end();
    for (int i = 0; i < 3; i++) {
      fleet.get("/");
    }
    fleet.serve(
        pool(POOL, new BreakerConfig(3, 100, 1_000, 10_000, 60_000, 1, 100)),
        endpoints(POOL, backend, fleet.backend("new")),
        route("/", forward(POOL, 5_000, 0)));
    fleet.serve(
        pool(POOL, THREE_IN_A_ROW), endpoints(POOL, backend), route("/", forward(POOL, 5_000, 0)));
    assertThat(fleet.gateway.runtime().pools().get(POOL).members().endpoints().getFirst())
        .matches(e -> !e.breaker().state().phase().name().equals("CLOSED"));
  }
}
