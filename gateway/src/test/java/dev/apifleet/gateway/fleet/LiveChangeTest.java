package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveChangeTest {
  private final TestFleet fleet = new TestFleet();
  private final Backend one = fleet.backend("one");
  private final Backend two = fleet.backend("two");

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void aHundredChangesUnderLoadFailNoRequest() {
    fleet.serveAll(one, two);
    try (Load load = new Load(fleet, 8, () -> fleet.request("/").GET().build())) {
      load.await(50);
      for (int i = 0; i < 100; i++) {
        String name = i % 2 == 0 ? "test/a" : "test/b";
        fleet.serve(
            pool(name),
            endpoints(name, i % 3 == 0 ? one : two),
            route("/", forward(name, 5_000 + i, 0)));
      }
      load.await(50);
      assertThat(load.stop()).containsOnlyKeys(200);
    }
  }

  @Test
  void theNextRequestMeetsTheNewRoute() {
    fleet.serveAll(one);
    assertThat(fleet.get("/").body()).isEqualTo("one");
    fleet.serve(pool(POOL), endpoints(POOL, two), route("/new", POOL));
    assertThat(fleet.get("/").statusCode()).isEqualTo(404);
    assertThat(fleet.get("/new").body()).isEqualTo("two");
  }
}
