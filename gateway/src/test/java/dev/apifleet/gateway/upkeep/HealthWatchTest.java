package dev.apifleet.gateway.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.HealthCheckConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
  private static final HealthCheckConfig CHECK =
      new HealthCheckConfig("/health", 0, 1_000, 500, 3, 2, 0);

  private final Pool pool = new Pool("ns/api", PoolSite.at(Place.UNKNOWN));
  private final FakeTimers timers = new FakeTimers();
  private final Pace pace = new Pace(timers, () -> 0.5);
  private final Set<String> ill = new TreeSet<>();
  private final List<String> asked = new ArrayList<>();
  private final HealthWatch watch =
      new HealthWatch(
          pool,
          endpoint ->
              new EndpointCheck(
                  pool,
                  endpoint,
                  (e, _, _, told) -> {
                    asked.add(e.name() + "@" + timers.millis);
                    told.passed(!ill.contains(e.name()));
                  },
                  pace,
                  () -> 0),
          () -> 0);

  private void use(HealthCheckConfig check, String... names) {
    PoolConfig config =
        new PoolConfig(
            "ns/api",
            Algorithm.ROUND_ROBIN,
            new BreakerConfig(5, 50, 20, 10_000, 30_000, 1, 100),
            "",
            null,
            null,
            check,
            null,
            20,
            null,
            null,
            List.of(),
            List.of());
    List<EndpointConfig> endpoints =
        Stream.of(names).map(name -> new EndpointConfig(name, "10.0.0.1", 80)).toList();
    pool.use(pool.membersBy(config, new EndpointsConfig("ns/api", endpoints)));
    watch.adjust();
  }

  private boolean isHealthy(String name) {
    return pool.members().endpoints().stream()
        .filter(endpoint -> endpoint.name().equals(name))
        .allMatch(Endpoint::isHealthy);
  }

  @Test
  void threeFailuresInARowMakeUnhealthyAndTwoSuccessesHealthy() {
    use(CHECK, "a");
    ill.add("a");
    timers.advance(2_500);
    assertThat(asked).containsExactly("a@500", "a@1500", "a@2500");
    assertThat(isHealthy("a")).isFalse();
    ill.clear();
    timers.advance(1_000);
    assertThat(isHealthy("a")).isFalse();
    timers.advance(1_000);
    assertThat(isHealthy("a")).isTrue();
    assertThat(pool.healthChecks(false).sum()).isEqualTo(3);
    assertThat(pool.healthChecks(true).sum()).isEqualTo(2);
  }

  @Test
  void failuresThatAreNotInARowAreForgiven() {
    use(CHECK, "a");
    for (int i = 0; i < 5; i++) {
      ill.add("a");
      timers.advance(2_000);
      ill.clear();
      timers.advance(1_000);
    }
    assertThat(isHealthy("a")).isTrue();
  }

  @Test
  void eachGatewayChecksAtTimesOfItsOwn() {
    assertThat(dueTimes(0.0)).containsExactly(1L, 901L);
    assertThat(dueTimes(0.999)).containsExactly(999L, 2_099L);
  }

  private static List<Long> dueTimes(double random) {
    FakeTimers timers = new FakeTimers();
    Pace pace = new Pace(timers, () -> random);
    List<Long> times = new ArrayList<>();
    pace.within(
        1_000,
        () -> {
          times.add(timers.millis);
          pace.about(1_000, () -> times.add(timers.millis));
        });
    timers.advance(5_000);
    return times;
  }

  @Test
  void checksFollowTheEndpointsAndEndWithThem() {
    use(CHECK, "a", "b");
    assertThat(timers.pending()).isEqualTo(2);
    use(CHECK, "b", "c", "d");
    assertThat(timers.pending()).isEqualTo(3);
    watch.stop();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void aSnapshotThatChangesNothingDoesNotForgetFailures() {
    use(CHECK, "a");
    ill.add("a");
    timers.advance(1_500);
    use(CHECK, "a");
    timers.advance(1_000);
    assertThat(isHealthy("a")).isFalse();
  }

  @Test
  void turnedOffTheyLeaveNobodyUnhealthy() {
    use(CHECK, "a");
    ill.add("a");
    timers.advance(3_000);
    use(null, "a");
    assertThat(isHealthy("a")).isTrue();
    assertThat(timers.pending()).isZero();
  }
}
