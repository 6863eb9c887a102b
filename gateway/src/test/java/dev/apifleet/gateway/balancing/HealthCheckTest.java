package dev.apifleet.gateway.balancing;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.pool.Usability;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestFleet fleet = new TestFleet();
  private final Backend one = fleet.backend("one");
  private final Backend two = fleet.backend("two");
  private final AtomicInteger checks = new AtomicInteger();
  private volatile int health = 200;

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(PoolSettings pool) {
    one.behaviour =
        request -> {
          if (request.path().equals("/health")) {
            checks.incrementAndGet();
            request.response().setStatusCode(health).end("status");
          } else {
            request.response().end("one");
          }
        };
    fleet.serve(pool.config(), Resources.endpoints(POOL, one, two), Resources.route("/", POOL));
  }

  private int unhealthy() {
    return fleet.gateway.runtime().pools().get(POOL).count(Usability.UNHEALTHY);
  }

  private double gauge(String state) {
    return fleet
        .registry
        .get("apifleet.gateway.endpoints")
        .tag("pool", POOL)
        .tag("state", state)
        .gauge()
        .value();
  }

  @Test
  void anEndpointThatFailsItsChecksGetsNoRequestsUntilItPassesThemAgain() {
    serve(PoolSettings.of(POOL).checked("/health"));
    eventually(SOON, () -> checks.get() > 2);
    assertThat(unhealthy()).isZero();
    health = 500;
    eventually(SOON, () -> unhealthy() == 1);
    for (int i = 0; i < 6; i++) {
      assertThat(fleet.get("/").body()).isEqualTo("two");
    }
    assertThat(gauge("unhealthy")).isEqualTo(1);
    assertThat(gauge("usable")).isEqualTo(1);
    health = 302;
    eventually(SOON, () -> unhealthy() == 0);
    eventually(SOON, () -> fleet.get("/").body().equals("one"));
  }

  @Test
  void withoutAPathAConnectionIsEnough() {
    serve(PoolSettings.of(POOL).checked(null));
    one.kill();
    eventually(SOON, () -> unhealthy() == 1);
    one.start();
    eventually(SOON, () -> unhealthy() == 0);
    assertThat(checks).hasValue(0);
  }

  @Test
  void whenNoneIsHealthyTheRefusalSaysWhy() {
    serve(PoolSettings.of(POOL).checked("/health").without("two"));
    health = 503;
    eventually(SOON, () -> unhealthy() == 1);
    HttpResponse<String> refused = fleet.get("/");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body())
        .contains("no_healthy_endpoints", "1 fail their health checks", "1 are disabled");
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void checksEndWithTheirPool() {
    serve(PoolSettings.of(POOL).checked("/health"));
    eventually(SOON, () -> checks.get() > 1);
    fleet.serve();
    fleet.serve(
        PoolSettings.of("test/other").checked("/health").config(),
        Resources.endpoints("test/other", two));
    int ended = checks.get();
    // While the other pool is checked three times more, at most one check of the old one arrives.
    int before = two.requests.get();
    eventually(SOON, () -> two.requests.get() > before + 3);
    assertThat(checks.get()).isLessThanOrEqualTo(ended + 1);
  }
}
