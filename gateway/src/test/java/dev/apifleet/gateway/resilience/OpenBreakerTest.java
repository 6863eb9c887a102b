package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.resilience.Rules.NO_RETRY;
import static dev.apifleet.gateway.resilience.Rules.PATIENT;
import static dev.apifleet.gateway.resilience.Rules.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import io.vertx.core.net.NetServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenBreakerTest {
  private static final int OPEN_MILLIS = 2_000;
  private static final BreakerConfig THREE_IN_A_ROW =
      new BreakerConfig(3, 100, 1_000, 60_000, OPEN_MILLIS, 1, 100);

  private final TestFleet fleet = new TestFleet();
  private final AtomicInteger connections = new AtomicInteger();

  @AfterEach
  void stop() {
    fleet.close();
  }

  /** Takes the place of a backend: accepts and breaks off. */
  private NetServer broken(Backend backend) {
    backend.kill();
    NetServer server = fleet.vertx.createNetServer();
    server.connectHandler(
        socket -> {
          connections.incrementAndGet();
          socket.close();
        });
    return Waiting.on(server.listen(backend.endpoint().port(), "127.0.0.1"));
  }

  @Test
  void asksNobodyWhileAllAreOpenAndHealsWithOneProbe() {
    Backend backend = fleet.backend("only");
    NetServer broken = broken(backend);
    fleet.serve(
        pool(POOL, THREE_IN_A_ROW),
        endpoints(POOL, backend),
        route("/", retrying(PATIENT, NO_RETRY)));
    for (int i = 0; i < 3; i++) {
      assertThat(fleet.get("/").statusCode()).isEqualTo(502);
    }
    long opened = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> refused = fleet.get("/");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("\"error\":\"circuit_open\"");
      assertThat(refused.headers().firstValue("x-circuit-state")).hasValue("OPEN");
    }
    assertThat(connections).as("connections to the backend").hasValue(3);

    Waiting.on(broken.close());
    backend.start();
    eventually(Duration.ofSeconds(20), () -> fleet.get("/").statusCode() == 200);
    assertThat(System.nanoTime() - opened)
        .as("until the open time is over")
        .isGreaterThan(Duration.ofMillis(OPEN_MILLIS - 200).toNanos());
    assertThat(backend.requests).as("the probe").hasValue(1);
    assertThat(fleet.get("/").headers().firstValue("x-circuit-state")).hasValue("CLOSED");
    for (String state : new String[] {"open", "half_open", "closed"}) {
      assertThat(Rules.count(fleet, "breaker.changes", "pool", POOL, "to", state)).isEqualTo(1);
    }
  }
}
