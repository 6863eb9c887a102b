package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.DisabledConfig;
import dev.apifleet.snapshot.PoolConfig.HealthCheckConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsabilityTest {
  private final Spread spread = new Spread();

  private void use(HealthCheckConfig check, DisabledConfig... disabled) {
    spread.use(Algorithm.ROUND_ROBIN, null, check, List.of(disabled), Spread.alike(4));
  }

  private void unhealthy(String... names) {
    Stream.of(names).forEach(name -> spread.get(name).healthy(false, spread.now));
  }

  private void fail(String name) {
    boolean failed = false;
    while (!failed) {
      Permit permit = spread.permit("k");
      failed = permit.endpoint().name().equals(name);
      if (failed) {
        permit.failed(spread.now);
      }
      permit.release();
    }
  }

  @Test
  void whatFailsItsChecksGetsNoRequests() {
    use(Spread.CHECKED);
    unhealthy("e1");
    assertThat(spread.counts(90)).isEqualTo(Map.of("e0", 30, "e2", 30, "e3", 30));
    assertThat(spread.pool.count(Usability.UNHEALTHY)).isEqualTo(1);
    assertThat(spread.pool.count(Usability.USABLE)).isEqualTo(3);
  }

  @Test
  void checksThatAreTurnedOffCountNoMore() {
    use(Spread.CHECKED);
    unhealthy("e1");
    use(null);
    assertThat(spread.counts(4)).hasSize(4);
  }

  @Test
  void whenAllFailTheirChecksThePoolSaysSo() {
    use(Spread.CHECKED, new DisabledConfig("e0", 0));
    unhealthy("e1", "e2", "e3");
    assertThat(spread.choose()).isEqualTo(new Choice.NoneHealthy(3, 1));
  }

  @Test
  void belowThePanicThresholdTheChecksAreIgnored() {
    use(Spread.checked(50));
    unhealthy("e0", "e1");
    assertThat(spread.counts(8).keySet()).containsExactly("e2", "e3");
    unhealthy("e2");
    assertThat(spread.counts(8)).hasSize(4);
  }

  @Test
  void panicTouchesNeitherBreakersNorDisabledEndpoints() {
    use(Spread.checked(100), new DisabledConfig("e0", 0));
    fail("e1");
    unhealthy("e2", "e3");
    assertThat(spread.counts(8).keySet()).containsExactly("e2", "e3");
    assertThat(spread.pool.count(Usability.OPEN)).isEqualTo(1);
    assertThat(spread.pool.count(Usability.DISABLED)).isEqualTo(1);
  }

  @Test
  void openBreakersOfHealthyEndpointsTellWhenTheNextProbeIsDue() {
    use(Spread.CHECKED);
    unhealthy("e1", "e2", "e3");
    fail("e0");
    assertThat(spread.choose()).isEqualTo(new Choice.AllOpen(30 * Spread.SECOND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"e1", "10.0.0.1", "10.0.0.1:80"})
  void anEndpointIsTakenOutByNameAddressOrBoth(String text) {
    use(null, new DisabledConfig(text, 0));
    assertThat(spread.counts(90)).isEqualTo(Map.of("e0", 30, "e2", 30, "e3", 30));
  }

  @Test
  void aNameThatMeansNobodyChangesNothing() {
    use(null, new DisabledConfig("gone", 0), new DisabledConfig("10.0.0.1:8080", 0));
    assertThat(spread.counts(4)).hasSize(4);
  }

  @Test
  void anEndpointComesBackByItselfWhenItsTimeIsOver() {
    use(null, new DisabledConfig("e1", spread.epochMillis + 60_000));
    assertThat(spread.counts(30)).doesNotContainKey("e1");
    spread.now += 59 * Spread.SECOND;
    assertThat(spread.counts(30)).doesNotContainKey("e1");
    spread.now += Spread.SECOND;
    assertThat(spread.counts(4)).hasSize(4);
  }

  @Test
  void whatHasExpiredBeforeItArrivedCountsForNothing() {
    use(null, new DisabledConfig("e1", spread.epochMillis - 1));
    assertThat(spread.counts(4)).hasSize(4);
  }
}
