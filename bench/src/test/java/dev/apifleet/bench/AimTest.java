package dev.apifleet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
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
    assertThat(Aim.atMost("RSS", 256, " MiB", Optional.empty()))
        .hasToString("RSS at most 256 MiB: not measured");
  }
}
