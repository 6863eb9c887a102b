package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apifleet.snapshot.PoolConfig.Algorithm;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlowStartTest {
  private static final int REQUESTS = 10_000;

  private final Spread spread = new Spread();

  private void use(Algorithm algorithm, int endpoints) {
    spread.use(
        algorithm,
        Spread.slowStart(10_000),
        Spread.CHECKED,
        java.util.List.of(),
        Spread.alike(endpoints));
  }

  @ParameterizedTest
  @EnumSource(names = {"ROUND_ROBIN", "WEIGHTED_ROUND_ROBIN", "IP_HASH", "CONSISTENT_HASH"})
  void aNewEndpointGrowsIntoItsShare(Algorithm algorithm) {
    use(algorithm, 3);
    use(algorithm, 4);
    double full = 0.25;
    double scatter = algorithm == Algorithm.CONSISTENT_HASH ? 0.3 : 0.15;
    assertThat(spread.share("e3", REQUESTS)).isCloseTo(full * 0.1, within(full * scatter));
    spread.now += 5 * Spread.SECOND;
    assertThat(spread.share("e3", REQUESTS)).isCloseTo(full * 0.5, within(full * scatter));
    spread.now += 5 * Spread.SECOND;
    assertThat(spread.share("e3", REQUESTS)).isCloseTo(full, within(full * scatter));
  }

  @Test
  void theFirstEndpointsOfAPoolShareAtOnce() {
    use(Algorithm.ROUND_ROBIN, 2);
    assertThat(spread.counts(100)).isEqualTo(Map.of("e0", 50, "e1", 50));
  }

  @Test
  void oneThatChecksFindHealthyAgainGrowsToo() {
    use(Algorithm.ROUND_ROBIN, 2);
    spread.get("e0").healthy(false, spread.now);
    spread.get("e0").healthy(true, spread.now);
    assertThat(spread.share("e0", REQUESTS)).isCloseTo(0.05, within(0.02));
    spread.now += 10 * Spread.SECOND;
    assertThat(spread.share("e0", REQUESTS)).isCloseTo(0.5, within(0.001));
  }

  @Test
  void oneWhoseBreakerClosesGrowsToo() {
    use(Algorithm.ROUND_ROBIN, 2);
    for (int i = 0; i < 2; i++) {
      Permit permit = spread.permit("k");
      if (permit.endpoint().name().equals("e0")) {
        permit.failed(spread.now);
      } else {
        permit.succeeded(spread.now);
      }
      permit.release();
    }
    assertThat(spread.share("e0", 100)).isZero();
    spread.now += 31 * Spread.SECOND;
    spread.counts(4);
    assertThat(spread.get("e0").breaker().state().phase()).isEqualTo(Phase.CLOSED);
    assertThat(spread.share("e0", REQUESTS)).isCloseTo(0.05, within(0.02));
  }

  @Test
  void withoutOthersItServesAll() {
    use(Algorithm.ROUND_ROBIN, 2);
    spread.get("e0").healthy(false, spread.now);
    spread.get("e1").healthy(false, spread.now);
    spread.get("e0").healthy(true, spread.now);
    assertThat(spread.counts(50)).isEqualTo(Map.of("e0", 50));
  }
}
