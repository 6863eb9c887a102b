package dev.apifleet.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerTest {
  /** 3 in a row or 50 % of at least 10 within 10 s; open for 15 s; one probe. */
  private static final BreakerConfig CONFIG = new BreakerConfig(3, 50, 10, 10_000, 15_000, 1, 100);

  private static final BreakerConfig TWO_PROBES =
      new BreakerConfig(3, 50, 10, 10_000, 15_000, 2, 100);

  private final List<Phase> changes = new ArrayList<>();
  private final Breaker breaker = new Breaker(changes::add);
  private BreakerConfig config = CONFIG;
  private long now = 1_000_000_000_000L;

  private void passSeconds(double seconds) {
    now += (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  private void succeed() {
    breaker.succeeded(breaker.admit(config, now), config, now);
  }

  private void fail() {
    breaker.failed(breaker.admit(config, now), config, now, () -> true);
  }

  private Phase phase() {
    return breaker.state().phase();
  }

  private void open() {
    fail();
    fail();
    fail();
    assertThat(phase()).isEqualTo(Phase.OPEN);
  }

  @Test
  void opensAfterThreeFailuresInARow() {
    fail();
    fail();
    assertThat(phase()).isEqualTo(Phase.CLOSED);
    fail();
    assertThat(phase()).isEqualTo(Phase.OPEN);
    assertThat(breaker.admit(config, now)).isNull();
  }

  @Test
  void aSuccessEndsARowOfFailures() {
    fail();
    fail();
    succeed();
    fail();
    fail();
    assertThat(phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void failuresFurtherApartThanTheWindowAreNoRow() {
    fail();
    passSeconds(6);
    fail();
    passSeconds(6);
    fail();
    assertThat(phase()).isEqualTo(Phase.CLOSED);
    passSeconds(1);
    fail();
    assertThat(phase()).isEqualTo(Phase.OPEN);
  }

  @Test
  void opensWhenHalfOfEnoughRequestsFail() {
    for (int i = 0; i < 5; i++) {
      succeed();
      fail();
      assertThat(phase()).isEqualTo(i < 4 ? Phase.CLOSED : Phase.OPEN);
    }
  }

  @Test
  void requestsOutsideTheWindowCountForNothing() {
    for (int i = 0; i < 4; i++) {
      succeed();
      fail();
    }
    passSeconds(11);
    succeed();
    fail();
    assertThat(phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void probesWhenTheOpenTimeIsOverAndClosesOnSuccess() {
    open();
    passSeconds(14.9);
    assertThat(breaker.wouldAdmit(config, now)).isFalse();
    passSeconds(0.2);
    assertThat(breaker.wouldAdmit(config, now)).isTrue();
    BreakerState probe = breaker.admit(config, now);
    assertThat(phase()).isEqualTo(Phase.HALF_OPEN);
    assertThat(breaker.admit(config, now)).as("a second request beside the probe").isNull();
    breaker.succeeded(probe, config, now);
    assertThat(changes).containsExactly(Phase.OPEN, Phase.HALF_OPEN, Phase.CLOSED);
  }

  @Test
  void aFailedProbeOpensItAgain() {
    open();
    passSeconds(15);
    fail();
    assertThat(phase()).isEqualTo(Phase.OPEN);
    passSeconds(14);
    assertThat(breaker.admit(config, now)).isNull();
    passSeconds(1);
    succeed();
    assertThat(phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void asManyProbesAsConfiguredHaveToSucceed() {
    config = TWO_PROBES;
    open();
    passSeconds(15);
    succeed();
    assertThat(phase()).isEqualTo(Phase.HALF_OPEN);
    succeed();
    assertThat(phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void aProbeThatNeverReturnsIsGivenUp() {
    open();
    passSeconds(15);
    BreakerState lost = breaker.admit(config, now);
    passSeconds(14);
    assertThat(breaker.admit(config, now)).isNull();
    passSeconds(1);
    succeed();
    assertThat(phase()).isEqualTo(Phase.CLOSED);
    breaker.failed(lost, config, now, () -> true);
    assertThat(phase()).as("after the late answer").isEqualTo(Phase.CLOSED);
  }

  @Test
  void anAbandonedProbeMakesRoomForAnother() {
    open();
    passSeconds(15);
    breaker.abandoned(breaker.admit(config, now));
    succeed();
    assertThat(phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void aLateResultDoesNotDisturbTheStateAfter() {
    BreakerState before = breaker.admit(config, now);
    open();
    breaker.succeeded(before, config, now);
    breaker.failed(before, config, now, () -> true);
    assertThat(phase()).isEqualTo(Phase.OPEN);
    assertThat(changes).containsExactly(Phase.OPEN);
  }

  @Test
  void staysClosedWhereTheCapForbidsToOpen() {
    for (int i = 0; i < 10; i++) {
      breaker.failed(breaker.admit(config, now), config, now, () -> false);
    }
    assertThat(phase()).isEqualTo(Phase.CLOSED);
    fail();
    assertThat(phase()).isEqualTo(Phase.OPEN);
  }
}
