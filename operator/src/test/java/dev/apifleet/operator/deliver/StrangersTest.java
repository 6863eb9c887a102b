package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrangersTest {
  private final Strangers strangers = new Strangers();

  @Test
  void oneSourceDoesNotKeepOthersOut() {
    assertThat(admitted(17, "10.0.0.1")).isEqualTo(16);
    assertThat(strangers.admit("10.0.0.2")).isTrue();
  }

  @Test
  void whoLeavesMakesRoomForAnotherOfTheSameSource() {
    admitted(16, "10.0.0.1");
    strangers.leave("10.0.0.1");
    assertThat(admitted(2, "10.0.0.1")).isEqualTo(1);
  }

  @Test
  void onlySoManyMayTryAtATimeWhereverTheyComeFrom() {
    assertThat(IntStream.range(0, 65).filter(i -> strangers.admit("10.0.0." + i)).count())
        .isEqualTo(64);
    strangers.leave("10.0.0.1");
    assertThat(strangers.admit("10.0.0.99")).isTrue();
    assertThat(strangers.admit("10.0.0.98")).isFalse();
  }

  private long admitted(int callers, String source) {
    return IntStream.range(0, callers).filter(_ -> strangers.admit(source)).count();
  }
}
