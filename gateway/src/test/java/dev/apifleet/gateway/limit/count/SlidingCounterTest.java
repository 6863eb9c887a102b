package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import org.junit.jupiter.api.Test;

class SlidingCounterTest {
  private static final long MINUTE = 60_000;

  private final Desk desk = new Desk(new Limit(Algorithm.SLIDING_COUNTER, 100, MINUTE), 600, 1);

  @Test
  void lettingGoOfTheLastWindowIsGradual() {
    desk.passing(100);

    assertThat(desk.after(MINUTE + MINUTE / 4).passing(100)).isEqualTo(25);
    assertThat(desk.after(MINUTE / 4).passing(100)).isEqualTo(25);
  }

  @Test
  void weighsTheLastWindowAsTheJavadocWorksItOut() {
    desk.passing(80);
    desk.after(MINUTE + 15_000).passing(30);

    assertThat(desk.look(1).remaining()).isEqualTo(10);
  }

  @Test
  void saysHowLongToWaitAcrossTheTurnOfTheWindow() {
    desk.passing(100);

    // 99 of 100 must weigh at most 99: one hundredth of the next window has to pass.
    assertThat(desk.look(1).waitMillis()).isEqualTo(MINUTE + 600);
    assertThat(desk.after(MINUTE + 599).passes(1)).isFalse();
    assertThat(desk.after(1).passes(1)).isTrue();
  }

  @Test
  void aKeyThatWasIdleForTwoWindowsBeginsAnew() {
    desk.passing(100);

    assertThat(desk.after(2 * MINUTE).passing(150)).isEqualTo(100);
  }

  @Test
  void aSliceComesBackToTheWindowItWasTakenFrom() {
    Answer.Grant slice = Desk.grant(desk.take(1, 0, 40));
    desk.after(MINUTE).look(1);

    desk.settle(-40, slice.stamp());

    assertThat(desk.look(1).remaining()).isEqualTo(99);
  }

  @Test
  void aLimitOfZeroAdmitsNobody() {
    Desk closed = new Desk(new Limit(Algorithm.SLIDING_COUNTER, 0, MINUTE));

    assertThat(closed.passes(1)).isFalse();
    assertThat(closed.look(1).waitMillis()).isEqualTo(MINUTE);
  }

  @Test
  void aLoweredLimitActsAtOnceAndARaisedOneGivesOnlyTheDifference() {
    desk.passing(50);

    desk.limit(new Limit(Algorithm.SLIDING_COUNTER, 40, MINUTE));
    assertThat(desk.passes(1)).isFalse();
    desk.limit(new Limit(Algorithm.SLIDING_COUNTER, 80, MINUTE));
    assertThat(desk.passing(100)).isEqualTo(30);
  }
}
