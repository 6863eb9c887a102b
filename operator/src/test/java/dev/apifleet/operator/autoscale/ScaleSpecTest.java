package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScaleSpecTest {
  @Test
  void emptyFieldsMeanTheDefaultsOfTheCrd() {
    assertThat(of(null, null, null, null))
        .isEqualTo(new ScaleSpec(1, 10, 20, Duration.ofSeconds(60), Duration.ofSeconds(6)));
  }

  @Test
  void windowsMayBeWrittenInParts() {
    ScaleSpec spec = of(1, 5, "1m30s", "2500ms");
    assertThat(spec.stableWindow()).isEqualTo(Duration.ofSeconds(90));
    assertThat(spec.panicWindow()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void windowsThatAreNoneAreTheDefaults() {
    assertThat(of(1, 5, "soon", "5s later"))
        .isEqualTo(new ScaleSpec(1, 5, 20, Duration.ofSeconds(60), Duration.ofSeconds(6)));
  }

  @Test
  void windowsAreBounded() {
    ScaleSpec spec = of(1, 5, "3d", "0s");
    assertThat(spec.stableWindow()).isEqualTo(Duration.ofHours(1));
    assertThat(spec.panicWindow()).isEqualTo(Duration.ofSeconds(1));
    assertThat(of(1, 5, "10s", "1m").panicWindow()).isEqualTo(Duration.ofSeconds(10));
  }

  private static ScaleSpec of(Integer min, Integer max, String stable, String panic) {
    return ScaleSpec.of(Pools.autoscaling(min, max, null, stable, panic));
  }
}
