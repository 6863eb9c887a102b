package dev.apifleet.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlidingCounterTest {
  private static final long MINUTE = 60_000;
  private static final long LIMIT = 100;

  private SlidingCounter counter = SlidingCounter.startingAt(1_000);

  @Test
  void admitsExactlyTheLimitAtOnceAndTellsWhatRemains() {
    assertThat(ask(1_000)).isEqualTo(new Decision.Permitted(99, MINUTE));
    assertThat(admittedOf(149, 1_000)).isEqualTo(99);
    assertThat(ask(1_000)).isInstanceOf(Decision.Rejected.class);
  }

  @Test
  void windowsStartAtTheFirstRequest() {
    admittedOf(100, 1_000);

    assertThat(ask(MINUTE - 1)).isInstanceOf(Decision.Rejected.class);
    assertThat(((Decision.Rejected) ask(MINUTE)).resetMillis()).isEqualTo(1_000);
  }

  @Test
  void lettingGoOfTheLastWindowIsGradual() {
    admittedOf(100, 1_000);

    assertThat(admittedOf(100, 1_000 + MINUTE + MINUTE / 4)).isEqualTo(25);
    assertThat(admittedOf(100, 1_000 + MINUTE + MINUTE / 2)).isEqualTo(25);
  }

  @Test
  void aKeyThatWasIdleForTwoWindowsBeginsAnew() {
    admittedOf(100, 1_000);

    assertThat(admittedOf(150, 1_000 + 2 * MINUTE)).isEqualTo(100);
  }

  @Test
  void saysHowLongToWaitAcrossTheTurnOfTheWindow() {
    admittedOf(100, 1_000);

    // 99 of 100 must weigh at most 99: one hundredth of the next window has to pass.
    assertThat(((Decision.Rejected) ask(1_000)).retryAfterMillis()).isEqualTo(MINUTE + 600);
  }

  @Test
  void aClockSetBackTakesTheWindowWithIt() {
    admittedOf(100, 10 * MINUTE);

    assertThat(admittedOf(1, MINUTE)).isZero();
    assertThat(admittedOf(1, 2 * MINUTE + 600)).isEqualTo(1);
  }

  @Test
  void aLimitOfZeroAdmitsNobody() {
    assertThat(counter.count(0, MINUTE, 1_000).decision())
        .isEqualTo(new Decision.Rejected(MINUTE, MINUTE));
  }

  @Test
  void aLoweredLimitActsAtOnceAndARaisedOneGivesOnlyTheDifference() {
    admittedOf(50, 1_000);

    assertThat(counter.admits(40, MINUTE, 1_000)).isFalse();
    assertThat(counter.count(80, MINUTE, 1_000).decision())
        .isEqualTo(new Decision.Permitted(29, MINUTE));
  }

  private int admittedOf(int requests, long now) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) {
      admitted += ask(now) instanceof Decision.Permitted ? 1 : 0;
    }
    return admitted;
  }

  private Decision ask(long now) {
    SlidingCounter.Step step = counter.count(LIMIT, MINUTE, now);
    counter = step.counter();
    return step.decision();
  }
}
