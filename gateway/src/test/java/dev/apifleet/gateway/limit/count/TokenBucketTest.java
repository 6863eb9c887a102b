package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000;
  private static final Limit LIMIT = new Limit(Algorithm.TOKEN_BUCKET, 10, SECOND, 20, 0);

  private final Desk desk = new Desk(LIMIT);

  @Test
  void permitsBurstThenRefillsSmoothly() {
    assertThat(desk.passing(50)).isEqualTo(20);
    assertThat(desk.after(99).passing(5)).isZero();
    assertThat(desk.after(1).passing(5)).isEqualTo(1);
    assertThat(desk.after(SECOND).passing(50)).isEqualTo(10);
  }

  @Test
  void isFullAgainWhenItSays() {
    desk.passing(20);

    assertThat(desk.look(1).resetMillis()).isEqualTo(2 * SECOND);
    assertThat(desk.after(2 * SECOND).look(1).remaining()).isEqualTo(20);
    assertThat(desk.after(SECOND).look(1).remaining()).isEqualTo(20);
  }

  @Test
  void whatCanBeHeldAheadIsTakenOffTheBurst() {
    Desk leased = new Desk(LIMIT, 200, 1);

    assertThat(leased.passing(50)).isEqualTo(18);
  }

  @Test
  void whatFlowedInMeanwhileIsNotGivenBackOnceMore() {
    Answer.Grant grant = Desk.grant(desk.take(10));
    assertThat(desk.after(SECOND).passing(50)).isEqualTo(20);

    desk.settle(-10, grant.stamp());

    assertThat(desk.passing(50)).isZero();
  }

  @Test
  void whatIsGivenBackToABusyBucketComesBackWhole() {
    desk.passing(15);
    Answer.Grant grant = Desk.grant(desk.take(5));
    desk.after(500);

    desk.settle(-5, grant.stamp());

    assertThat(desk.passing(50)).isEqualTo(10);
  }

  @Test
  void aDebtIsRefilledFirst() {
    desk.settle(25, 0);

    assertThat(desk.look(1).waitMillis()).isEqualTo(600);
    assertThat(desk.after(600).passing(5)).isEqualTo(1);
  }

  @Test
  void aYearsQuotaOfABillionCountsToTheLastUnit() {
    long year = 365 * 86_400_000L;
    Desk vast = new Desk(new Limit(Algorithm.TOKEN_BUCKET, 1_000_000_000, year));

    assertThat(vast.passes(1_000_000_000)).isTrue();
    assertThat(vast.passes(1)).isFalse();
    assertThat(vast.after(year / 2).look(1).remaining()).isBetween(499_998_000L, 500_000_000L);
  }
}
