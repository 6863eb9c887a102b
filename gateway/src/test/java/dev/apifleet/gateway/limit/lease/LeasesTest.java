package dev.apifleet.gateway.limit.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Answer.Standings;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private static final long MINUTE = 60_000;
  private static final long LEASE = 600;

  private final VirtualTime time = new VirtualTime();
  private final VirtualRedis redis = new VirtualRedis(time);
  private final Pod pod = new Pod(redis, time);
  private final Pod other = new Pod(redis, time);

  private static Counter leased(String key, long requests) {
    return counter(key, requests, LEASE);
  }

  private static Counter exact(String key, long requests) {
    return counter(key, requests, 0);
  }

  private static Counter counter(String key, long requests, long lease) {
    return new Counter(key, new Limit(Algorithm.FIXED_WINDOW, requests, MINUTE), lease, 2);
  }

  /** What the store has counted. */
  private long counted(Counter counter) {
    Standing standing =
        ((Standings) redis.directly(new Ask.Look(List.of(new Charge(counter, 0, 0, 0)))))
            .counters()
            .getFirst();
    return counter.limit().requests() - standing.remaining();
  }

  private void send(Pod pod, int requests, long pause, Counter... counters) {
    for (int i = 0; i < requests; i++) {
      pod.send(1, counters);
      time.pass(pause);
    }
  }

  @Test
  void aHotKeyIsDecidedInMemory() {
    Counter hot = leased("hot", 100_000);
    send(pod, 10_000, 1, hot);
    assertThat(pod.admitted()).isEqualTo(10_000);
    assertThat(redis.asks()).isLessThan(150);
  }

  @Test
  void aKeyThatIsAskedForNowAndThenTakesNothingAhead() {
    Counter rare = leased("rare", 100_000);
    send(pod, 20, 5_000, rare);
    assertThat(pod.admitted()).isEqualTo(20);
    assertThat(counted(rare)).isLessThanOrEqualTo(20);
    assertThat(redis.asks()).isEqualTo(20);
  }

  @Test
  void requestsThatComeTogetherShareAQuestion() {
    Counter hot = leased("burst", 100_000);
    send(pod, 500, 0, hot);
    time.pass(20);
    assertThat(pod.admitted()).isEqualTo(500);
    assertThat(redis.asks()).isLessThanOrEqualTo(3);
    assertThat(counted(hot)).isBetween(500L, 510L);
  }

  @Test
  void aRefusedKeyCostsNoQuestionUntilItsReset() {
    Counter small = exact("small", 10);
    send(pod, 20, 5, small);
    assertThat(pod.admitted()).isEqualTo(10);
    long asks = redis.asks();
    send(pod, 10_000, 5, small);
    assertThat(redis.asks()).isEqualTo(asks);
    time.pass(MINUTE);
    send(pod, 1, 5, small);
    assertThat(pod.last()).isInstanceOf(Outcome.Admitted.class);
  }

  @Test
  void aRefusalCountsDown() {
    Counter small = exact("down", 1);
    send(pod, 2, 5, small);
    Standing first = ((Outcome.Refused) pod.last()).standings().getFirst();
    time.pass(1_000);
    pod.send(1, small);
    Standing later = ((Outcome.Refused) pod.last()).standings().getFirst();
    assertThat(first.waitMillis() - later.waitMillis()).isBetween(1_000L, 1_010L);
    assertThat(first.resetMillis() - later.resetMillis()).isBetween(1_000L, 1_010L);
  }

  @Test
  void whatIsLeftOfASliceGoesBackWhenItEnds() {
    Counter counter = leased("back", 10_000);
    send(pod, 2_000, 1, counter);
    assertThat(counted(counter)).isGreaterThan(2_000);
    time.pass(LEASE + 20);
    assertThat(counted(counter)).isEqualTo(2_000);
  }

  @Test
  void aGatewayThatLeavesGivesItsSlicesBackAtOnce() {
    Counter counter = leased("leave", 10_000);
    send(pod, 500, 1, counter);
    pod.leases.close(pod.slot(counter));
    time.pass(5);
    assertThat(counted(counter)).isEqualTo(500);
  }

  @Test
  void allOfTheLimitIsAdmittedThoughTheTrafficMoves() {
    Counter counter = leased("moves", 1_000);
    send(pod, 300, 1, counter);
    send(other, 2_000, 1, counter);
    assertThat(pod.admitted() + other.admitted()).isBetween(990L, 1_000L);
  }

  @Test
  void aRequestThatOneLimitRefusesSpendsNothingInTheOthers() {
    Counter wide = leased("wide", 10_000);
    Counter middle = exact("middle", 500);
    Counter narrow = exact("narrow", 3);
    send(pod, 50, 5, wide, middle, narrow);
    assertThat(pod.admitted()).isEqualTo(3);
    time.pass(LEASE + 20);
    assertThat(counted(wide)).isEqualTo(3);
    assertThat(counted(middle)).isEqualTo(3);
    Outcome.Refused refused = (Outcome.Refused) pod.last();
    assertThat(refused.standings())
        .extracting(Standing::exhausted)
        .containsExactly(false, false, true);
  }

  @Test
  void whatIsRefundedCanBeSpentAgain() {
    Counter small = exact("refund", 1);
    pod.send(
        1, outcome -> ((Outcome.Admitted) outcome).charges().forEach(pod.leases::refund), small);
    time.pass(10);
    send(pod, 1, 10, small);
    assertThat(pod.admitted()).isEqualTo(2);
  }

  @Test
  void anAnswerThatCostsMoreIsChargedForIt() {
    Counter counter = exact("settle", 100);
    pod.send(
        1,
        outcome ->
            ((Outcome.Admitted) outcome).charges().forEach(charge -> pod.leases.settle(charge, 60)),
        counter);
    time.pass(100);
    assertThat(counted(counter)).isEqualTo(60);
    pod.send(50, outcome -> {}, counter);
    time.pass(10);
    assertThat(pod.last()).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void anAnswerThatCostsLessGivesTheRestBack() {
    Counter counter = leased("cheap", 2_000);
    pod.send(
        100,
        outcome ->
            ((Outcome.Admitted) outcome).charges().forEach(charge -> pod.leases.settle(charge, 1)),
        counter);
    time.pass(LEASE + 20);
    assertThat(counted(counter)).isEqualTo(1);
  }

  @Test
  void aloneEachAdmitsItsShareLessWhatItHas() {
    Counter counter = exact("alone", 100);
    send(pod, 30, 5, counter);
    redis.lose(true);
    send(pod, 100, 5, counter);
    send(other, 100, 5, counter);
    assertThat(pod.admitted()).isEqualTo(50);
    assertThat(other.admitted()).isEqualTo(50);
    assertThat(((Outcome.Refused) pod.last()).alone()).isTrue();
  }

  @Test
  void aloneNobodyTakesWhatTheStoreSaidIsGone() {
    Counter counter = exact("known", 100);
    send(pod, 10, 5, counter);
    send(other, 80, 5, counter);
    send(pod, 1, 5, counter);
    redis.lose(true);
    send(pod, 100, 5, counter);
    assertThat(pod.admitted()).isEqualTo(11 + 4);
  }

  @Test
  void aSlotOfANewerPlanKnowsWhatItsGatewayHasAdmitted() {
    Counter counter = exact("plan", 100);
    send(pod, 30, 5, counter);
    Counter wider = new Counter(counter.key(), counter.limit(), 0, 4);
    Slot newer = pod.slot(counter).by(wider);
    assertThat(newer.counter()).isEqualTo(wider);
    assertThat(newer.beginAlone(50, time.millis())).isEqualTo(50 - 70 / 4);
    Limit other = new Limit(Algorithm.FIXED_WINDOW, 200, MINUTE);
    assertThat(pod.slot(counter).by(new Counter(counter.key(), other, 0, 4)).beginAlone(50, 0))
        .isZero();
  }

  @Test
  void anOpenPolicyLetsAllPassAndAClosedOneNothing() {
    redis.lose(true);
    Counter counter = exact("policy", 10);
    send(pod.on(StoreFailure.OPEN), 50, 1, counter);
    assertThat(pod.admitted()).isEqualTo(50);
    send(other.on(StoreFailure.CLOSED), 5, 1, counter);
    assertThat(other.outcomes).hasSize(5).allMatch(Outcome.StoreAway.class::isInstance);
  }

  @Test
  void aClosedPolicyChargesNothingElsewhere() {
    Counter wide = leased("wide", 10_000);
    send(pod, 100, 1, wide);
    long before = counted(wide);
    redis.lose(true);
    pod.on(StoreFailure.CLOSED).send(1, wide, exact("closed", 10));
    redis.lose(false);
    assertThat(pod.last()).isInstanceOf(Outcome.StoreAway.class);
    time.pass(LEASE + 50);
    assertThat(counted(wide)).isLessThanOrEqualTo(before).isEqualTo(100);
  }

  @Test
  void slicesAreSpentWhileTheStoreIsAway() {
    Counter counter = leased("held", 100_000);
    send(pod, 1_000, 1, counter);
    redis.lose(true);
    pod.send(1, counter);
    assertThat(((Outcome.Admitted) pod.last()).alone()).isFalse();
  }

  @Test
  void noRequestWaitsLongerThanItsBudgetForAStoreThatHangs() {
    Counter counter = exact("hangs", 100);
    redis.hang(true);
    send(pod, 10, 7, counter);
    time.pass(1_000);
    assertThat(pod.admitted()).isEqualTo(10);
    assertThat(pod.slowest).isEqualTo(25);
  }

  @Test
  void whoWaitsForAnothersAnswerKeepsToItsOwnBudget() {
    Counter counter = leased("patient", 10_000);
    redis.hang(true);
    pod.within(1_000).send(1, counter);
    pod.within(25).send(1, counter);
    time.pass(25);
    assertThat(pod.outcomes).hasSize(1);
    assertThat(((Outcome.Admitted) pod.last()).alone()).isTrue();
    redis.hang(false);
    time.pass(500);
    assertThat(pod.admitted()).isEqualTo(2);
    assertThat(counted(counter)).isEqualTo(2);
  }

  @Test
  void whatWasAdmittedAloneIsCountedOnceWhenTheStoreIsBack() {
    Counter counter = exact("owed", 100);
    redis.lose(true);
    send(pod, 20, 5, counter);
    redis.lose(false);
    time.pass(200);
    assertThat(counted(counter)).isEqualTo(20);
  }

  @Test
  void aLateAnswerPaysForWhatWasAdmittedAlone() {
    Counter counter = exact("late", 100);
    redis.hang(true);
    send(pod, 20, 1, counter);
    time.pass(30);
    assertThat(pod.admitted()).isEqualTo(20);
    redis.hang(false);
    time.pass(500);
    assertThat(counted(counter)).isEqualTo(20);
  }

  @Test
  void aResetIsForgottenByThePodToo() {
    Counter counter = exact("reset", 1);
    send(pod, 2, 5, counter);
    assertThat(pod.last()).isInstanceOf(Outcome.Refused.class);
    redis.directly(new Ask.Reset(counter));
    pod.slot(counter).forget();
    send(pod, 1, 5, counter);
    assertThat(pod.last()).isInstanceOf(Outcome.Admitted.class);
  }

  @Test
  void aQueueTellsEachRequestItsTurn() {
    Limit even = new Limit(Algorithm.LEAKY_BUCKET, 60, MINUTE, 100, 5_000);
    Counter queue = new Counter("queue", even, 0, 2);
    for (int i = 0; i < 8; i++) {
      pod.send(1, queue);
    }
    time.pass(10);
    assertThat(pod.outcomes.stream().filter(Outcome.Admitted.class::isInstance))
        .extracting(outcome -> ((Outcome.Admitted) outcome).delayMillis())
        .containsExactly(0L, 1_000L, 2_000L, 3_000L, 4_000L, 5_000L);
    assertThat(pod.refused()).isEqualTo(2);
  }
}
