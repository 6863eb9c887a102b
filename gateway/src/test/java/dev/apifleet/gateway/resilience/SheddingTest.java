package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.Surroundings;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.overload.Strain;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SheddingTest {
  private volatile Strain strain = Strain.NONE;
  private final TestFleet fleet =
      new TestFleet(
          ClientLimits.DEFAULTS,
          (_, _, _) -> List.of(),
          new Surroundings(
              TestFleet.UNSTRAINED.place(),
              TestFleet.UNSTRAINED.dns(),
              _ -> strain,
              TestFleet.UNSTRAINED.accessLog()));
  private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve() {
    fleet.serve(
        new FleetSettings("test/fleet", List.of(), 1),
        pool(POOL),
        endpoints(POOL, backend),
        Rules.byPriority());
  }

  /** So many are under way that refusing some can help. */
  private void keepBusy() {
    backend.behaviour =
        request -> {
          if (request.path().endsWith("/held")) {
            held.add(request);
          } else {
            request.response().end("one");
          }
        };
    for (int i = 0; i < 40; i++) {
      Thread.startVirtualThread(() -> fleet.get("/critical/held"));
    }
    eventually(Duration.ofSeconds(20), () -> held.size() == 40);
  }

  private void release() {
    held.forEach(request -> request.response().end());
  }

  private double level() {
    return fleet.registry.get("apifleet.gateway.shed.level").gauge().value();
  }

  @Test
  void theLeastImportantAreRefusedUntilTheGatewayHasRecovered() {
    serve();
    keepBusy();
    strain = new Strain(0, 100, 0);
    eventually(Duration.ofSeconds(20), () -> level() > 0.25);
    strain = new Strain(0, 90, 0);
    HttpResponse<String> refused = fleet.get("/low");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"error\":\"shed\"", "priority low");
    assertThat(refused.headers().firstValue("retry-after")).hasValue("2");
    assertThat(fleet.get("/high").statusCode()).isEqualTo(200);
    assertThat(fleet.get("/critical").statusCode()).isEqualTo(200);
    assertThat(Rules.count(fleet, "shed", "priority", "low")).isEqualTo(1);

    strain = Strain.NONE;
    eventually(Duration.ofSeconds(20), () -> fleet.get("/low").statusCode() == 200);
    release();
  }

  /** A client that asks again and again takes no more than one refusal in a while. */
  @Test
  void refusalsAreHeldBackAndMakeNoWorkMeanwhile() {
    serve();
    keepBusy();
    strain = new Strain(0, 100, 0);
    eventually(Duration.ofSeconds(20), () -> level() > 0.25);
    long before = System.nanoTime();
    assertThat(fleet.get("/low").statusCode()).isEqualTo(503);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(400_000_000);

    for (int i = 0; i < 40; i++) {
      Thread.startVirtualThread(() -> fleet.get("/low"));
    }
    eventually(Duration.ofSeconds(20), () -> Rules.count(fleet, "shed", "priority", "low") == 41);
    release();
    eventually(Duration.ofSeconds(20), () -> fleet.get("/low").statusCode() == 200);
    assertThat(level()).isPositive();
  }

  @Test
  void aStrainThatRequestsDoNotCauseRefusesNone() {
    serve();
    strain = new Strain(400, 100, 10_000);
    eventually(Duration.ofSeconds(20), () -> level() > 0.9);
    assertThat(fleet.get("/low").statusCode()).isEqualTo(200);
  }
}
