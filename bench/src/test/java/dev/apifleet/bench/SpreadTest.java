package dev.apifleet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void takesTheMiddleRound() {
    assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
  }

  @Test
  void showsAsManyDigitsAsSaySomething() {
    assertThat(Spread.of(List.of(1_234_567.0))).hasToString("1,234,567");
    assertThat(Spread.of(List.of(12.34, 1.234, 0.0))).hasToString("1.23 (0–12.3)");
  }
}
