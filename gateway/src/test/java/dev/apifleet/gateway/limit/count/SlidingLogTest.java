package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import org.junit.jupiter.api.Test;

class SlidingLogTest {
  private static final long SECOND = 1_000;

  private final Desk desk = new Desk(new Limit(Algorithm.SLIDING_LOG, 100, SECOND), 10, 1);

  @Test
  void whatWasAdmittedComesFreeAWindowLater() {
    assertThat(desk.passing(60)).isEqualTo(60);
    assertThat(desk.after(500).passing(60)).isEqualTo(40);
    assertThat(desk.after(499).passing(60)).isZero();
    assertThat(desk.after(1).passing(100)).isEqualTo(60);
  }

  @Test
  void longWindowsAreKeptInStepsOfAThousandth() {
    Desk minutes = new Desk(new Limit(Algorithm.SLIDING_LOG, 1, 60_000));
    minutes.passes(1);

    assertThat(minutes.look(1).waitMillis()).isBetween(60_000L, 60_059L);
  }

  @Test
  void whatIsTakenAheadWeighsUntilAWindowAfterItsEnd() {
    Answer.Grant slice = Desk.grant(desk.take(1, 0, 10));

    assertThat(desk.after(SECOND + 9).look(1).remaining()).isEqualTo(100 - slice.units());
    assertThat(desk.after(1).look(1).remaining()).isEqualTo(100);
  }

  @Test
  void whatIsGivenBackWeighsNoMore() {
    Answer.Grant slice = Desk.grant(desk.take(1, 0, 10));

    desk.after(20).settle(-10, slice.stamp());

    assertThat(desk.look(1).remaining()).isEqualTo(99);
  }

  @Test
  void givingBackTwiceNeverTakesMoreThanItsMomentHolds() {
    desk.passing(50);
    Answer.Grant slice = Desk.grant(desk.after(100).take(1, 0, 10));

    desk.settle(-10, slice.stamp());
    desk.settle(-10, slice.stamp());

    assertThat(desk.look(1).remaining()).isEqualTo(50);
  }

  @Test
  void aDebtIsPaidByWaiting() {
    desk.settle(150, 0);

    assertThat(desk.look(1).waitMillis()).isEqualTo(SECOND);
    assertThat(desk.after(SECOND).passing(150)).isEqualTo(100);
  }
}
