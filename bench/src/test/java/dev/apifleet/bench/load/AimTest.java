package dev.apifleet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AimTest {
  @Test
  void saysWhatWasFoundAndWhetherItIsEnough() {
    assertThat(Aim.atMost("Added p99", 3, " ms", 2.5))
        .hasToString("Added p99 at most 3 ms: 2.50, met");
    assertThat(Aim.atMost("Added p99", 3, " ms", 3.01))
        .hasToString("Added p99 at most 3 ms: 3.01, not met");
    assertThat(Aim.atLeast("Goodput", 0.95, "", 0.95))
        .hasToString("Goodput at least 0.95: 0.95, met");
  }
}
