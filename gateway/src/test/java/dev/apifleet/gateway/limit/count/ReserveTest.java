package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Answer.Standings;
import dev.apifleet.gateway.limit.count.Answer.Taken;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReserveTest {
  private static final long NOW = 0;

  private final Ledger ledger = new Ledger(100);
  private final Charge wide = charge("{a}wide", 10);
  private final Charge narrow = charge("{b}narrow", 1);
  private final Charge alsoWide = charge("{a}also wide", 10);
  private boolean slotAway;

  @Test
  void grantsComeInTheOrderOfTheCharges() {
    Taken taken = (Taken) take(wide, narrow, alsoWide).result();

    assertThat(taken.grants()).extracting(Answer.Grant::remaining).containsExactly(9L, 0L, 9L);
  }

  @Test
  void whatOneSlotRefusesCostsNothingInTheOthers() {
    take(wide, narrow, alsoWide);

    Standings refused = (Standings) take(wide, narrow, alsoWide).result();

    assertThat(refused.counters())
        .extracting(Answer.Standing::exhausted)
        .containsExactly(false, true, false);
    assertThat(refused.counters())
        .extracting(Answer.Standing::remaining)
        .containsExactly(9L, 0L, 9L);
    assertThat(remaining(wide)).isEqualTo(9);
  }

  @Test
  void whatWasTakenBesideASlotThatIsAwayIsGivenBack() {
    slotAway = true;

    assertThat(take(wide, narrow).failed()).isTrue();
    assertThat(remaining(wide)).isEqualTo(10);
  }

  private Future<Answer> take(Charge... charges) {
    return Reserve.ask(new Ask.Take(List.of(charges)), this::answer);
  }

  private Future<Answer> answer(Ask ask) {
    return slotAway && Reserve.slot(ask) == Reserve.slot(new Ask.Reset(narrow.counter()))
        ? Future.failedFuture("away")
        : Future.succeededFuture(ledger.ask(ask, NOW));
  }

  private long remaining(Charge charge) {
    Answer answer = ledger.ask(new Ask.Look(List.of(charge)), NOW);
    return ((Standings) answer).counters().getFirst().remaining();
  }

  private static Charge charge(String key, long requests) {
    return Shop.charge(key, new Limit(Algorithm.SLIDING_COUNTER, requests, 60_000));
  }
}
