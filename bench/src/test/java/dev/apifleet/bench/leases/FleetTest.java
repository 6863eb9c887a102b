package dev.apifleet.bench.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fifty gateways and ten thousand keys, some of them hot. */
class FleetTest {
  private static final long HOUR = 3_600_000;

  @ParameterizedTest
  @EnumSource
  void noKeyGetsMoreThanItsLimitAndHotOnesNearlyAllOfIt(Algorithm algorithm) {
    Figures figures = fleet(algorithm, HOUR, 5).run(7);

    assertThat(figures.exceeded()).isZero();
    assertThat(figures.hotKeys()).isGreaterThan(1);
    assertThat(figures.hotShare()).isBetween(0.97, 1.01);
  }

  @Test
  void wrongClocksOfGatewaysChangeNothing() {
    Figures right = fleet(Algorithm.SLIDING_COUNTER, 0, 0).run(7);

    assertThat(fleet(Algorithm.SLIDING_COUNTER, HOUR, 0).run(7)).isEqualTo(right);
  }

  @Test
  void theJudgeSeesWhatExceeds() {
    Limit limit = new Limit(Algorithm.SLIDING_LOG, 2, 1_000);

    assertThat(new Judge(limit).exceeded(new long[0], new long[] {0, 500, 1_000})).isFalse();
    assertThat(new Judge(limit).exceeded(new long[0], new long[] {0, 500, 999})).isTrue();
  }

  private static Fleet fleet(Algorithm algorithm, long clocks, int deaths) {
    return new Fleet(new Limit(algorithm, 1_000, 1_000), 50, 10_000, 4, 50_000, 3, clocks, deaths);
  }
}
