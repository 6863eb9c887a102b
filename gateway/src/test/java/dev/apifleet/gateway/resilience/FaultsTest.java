package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fleet.Resources.LENIENT;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.resilience.Rules.NO_RETRY;
import static dev.apifleet.gateway.resilience.Rules.PATIENT;
import static dev.apifleet.gateway.resilience.Rules.TWICE;
import static dev.apifleet.gateway.resilience.Rules.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.FaultConfig;
import dev.apifleet.snapshot.RuleAction.Retry;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final BreakerConfig THREE_IN_A_ROW =
      new BreakerConfig(3, 100, 1_000, 10_000, 60_000, 1, 100);

  private final TestFleet fleet = new TestFleet();
  private final Backend one = fleet.backend("one");
  private final Backend two = fleet.backend("two");

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(PoolConfig pool, Retry retry) {
    fleet.serve(pool, endpoints(POOL, one, two), route("/", retrying(PATIENT, retry)));
  }

  @Test
  void aSimulatedCrashIsRetriedAndOpensTheBreaker() {
    serve(Rules.faulty(THREE_IN_A_ROW, new FaultConfig("one", 503, 0, 100, 0)), TWICE);
    for (int i = 0; i < 10; i++) {
      assertThat(fleet.get("/").body()).isEqualTo("two");
    }
    assertThat(one.requests).hasValue(0);
    assertThat(Rules.count(fleet, "faults", "pool", POOL)).isEqualTo(3);
    assertThat(Rules.count(fleet, "breaker.changes", "pool", POOL, "to", "open")).isEqualTo(1);
  }

  @Test
  void saysThatTheFaultIsSimulated() {
    serve(Rules.faulty(LENIENT, new FaultConfig(null, 418, 0, 100, 0)), NO_RETRY);
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.body()).contains("\"error\":\"simulated_fault\"", "spec.faults");
    assertThat(answer.headers().firstValue("x-backend"))
        .hasValueSatisfying(b -> assertThat(b).isIn("one", "two"));
  }

  @Test
  void aDelayedRequestIsServedAllTheSame() {
    serve(Rules.faulty(LENIENT, new FaultConfig(null, 0, 300, 100, 0)), NO_RETRY);
    long began = System.nanoTime();
    assertThat(fleet.get("/").statusCode()).isEqualTo(200);
    assertThat(System.nanoTime() - began).isGreaterThan(290_000_000L);
  }

  @Test
  void whatIsOverOrHasNoShareDoesNothing() {
    serve(
        Rules.faulty(
            LENIENT,
            new FaultConfig(null, 500, 0, 100, System.currentTimeMillis() - 1),
            new FaultConfig(null, 500, 0, 0, 0),
            new FaultConfig("another", 500, 0, 100, 0)),
        NO_RETRY);
    for (int i = 0; i < 20; i++) {
      assertThat(fleet.get("/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aShareOfTheRequestsMeetsTheFault() {
    serve(Rules.faulty(LENIENT, new FaultConfig(null, 500, 0, 50, 0)), NO_RETRY);
    long met = 0;
    for (int i = 0; i < 200; i++) {
      met += fleet.get("/").statusCode() == 500 ? 1 : 0;
    }
    assertThat(met).as("half of 200, within 5 standard deviations").isBetween(64L, 136L);
  }
}
