package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import org.junit.jupiter.api.Test;

class FixedWindowTest {
  private static final long MINUTE = 60_000;

  private final Desk desk = new Desk(new Limit(Algorithm.FIXED_WINDOW, 100, MINUTE), 600, 2);

  @Test
  void admitsTheLimitInEachWindowThatBeginsWithTheFirstRequest() {
    assertThat(desk.passing(150)).isEqualTo(100);
    assertThat(desk.after(MINUTE - 1).passing(150)).isZero();
    assertThat(desk.after(1).passing(150)).isEqualTo(100);
  }

  @Test
  void admitsTwiceTheLimitAcrossTheTurnOfTheWindow() {
    desk.passes(1);

    assertThat(desk.after(MINUTE - 1).passing(150)).isEqualTo(99);
    assertThat(desk.after(1).passing(150)).isEqualTo(100);
  }

  @Test
  void aSliceEndsWithItsWindow() {
    assertThat(Desk.grant(desk.take(1, 0, 10)).validMillis()).isEqualTo(600);
    assertThat(Desk.grant(desk.after(MINUTE - 100).take(1, 0, 10)).validMillis()).isEqualTo(99);
    assertThat(Desk.grant(desk.after(99).take(1, 0, 10)).units()).isEqualTo(1);
  }

  @Test
  void aSliceOfAnOlderWindowDoesNotComeBack() {
    Answer.Grant slice = Desk.grant(desk.take(1, 0, 10));
    desk.after(MINUTE).take(1);

    desk.settle(-10, slice.stamp());

    assertThat(desk.look(1).remaining()).isEqualTo(99);
  }

  @Test
  void slicesShrinkAsTheEndComesNear() {
    assertThat(Desk.grant(desk.take(1, 0, 1_000)).units()).isEqualTo(1 + 99 / 4);
    desk.take(70);
    assertThat(Desk.grant(desk.take(1, 0, 1_000)).units()).isEqualTo(1 + 4 / 4);
    assertThat(Desk.grant(desk.take(1, 0, 1_000)).units()).isEqualTo(1);
  }

  @Test
  void slicesDoNotShrinkForMoreThanTwentyGateways() {
    Limit limit = new Limit(Algorithm.FIXED_WINDOW, 1_001, MINUTE);

    assertThat(Desk.grant(new Desk(limit, 600, 20).take(1, 0, 90)).units()).isEqualTo(26);
    assertThat(Desk.grant(new Desk(limit, 600, 999).take(1, 0, 90)).units()).isEqualTo(26);
  }

  @Test
  void whatWasChargedAfterwardsWeighsToTheEndOfTheWindow() {
    desk.settle(130, 0);

    assertThat(desk.look(1).exhausted()).isTrue();
    assertThat(desk.after(MINUTE).passing(150)).isEqualTo(100);
  }

  @Test
  void aResetForgetsWhatWasCounted() {
    desk.passing(100);
    desk.reset();

    assertThat(desk.passing(150)).isEqualTo(100);
  }

  @Test
  void aClockSetBackNeitherForgetsNorHolds() {
    desk.passing(100);

    assertThat(desk.after(-3_600_000).passing(1)).isZero();
    assertThat(desk.after(MINUTE).passing(150)).isEqualTo(100);
  }

  @Test
  void aRefusalTellsWhenAskingAgainMayHelpSinceSlicesComeBack() {
    Answer.Grant slice = Desk.grant(desk.take(1, 0, 10));
    desk.passing(100);

    Answer.Standing refused = desk.look(1);

    assertThat(refused.waitMillis()).isEqualTo(MINUTE);
    assertThat(refused.askAgainMillis()).isEqualTo(slice.validMillis() + 62);
  }
}
