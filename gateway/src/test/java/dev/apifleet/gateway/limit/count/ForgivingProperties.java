package dev.apifleet.gateway.limit.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Answer.Standings;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Units that people give back, without knowing whose grant they were of. */
class ForgivingProperties {
  private static final long WINDOW = 60_000;
  private static final long LIMIT = 50;

  private static Counter counter(Algorithm algorithm) {
    return new Counter("k", new Limit(algorithm, LIMIT, WINDOW), 0, 1);
  }

  private static Standing standing(Ledger ledger, Counter counter, long now) {
    return ((Standings) ledger.ask(new Ask.Look(List.of(new Charge(counter, 1, 0, 0))), now))
        .counters()
        .getFirst();
  }

  @Property(tries = 500)
  void asManyAreFreeAtOnceAsWereForgivenOfThoseJustSpent(
      @ForAll Algorithm algorithm,
      @ForAll @IntRange(min = 0, max = 50) int spent,
      @ForAll @IntRange(min = 0, max = 80) int forgiven,
      @ForAll @IntRange(min = 0, max = 3) int apart) {
    Ledger ledger = new Ledger(10);
    Counter counter = counter(algorithm);
    long now = 0;
    for (int i = 0; i < spent; i++) {
      now += apart;
      ledger.ask(new Ask.Take(List.of(new Charge(counter, 1, 0, 0))), now);
    }
    long before = standing(ledger, counter, now).remaining();
    ledger.ask(new Ask.Settle(counter, -forgiven, Ask.Settle.LATEST), now);
    assertThat(standing(ledger, counter, now).remaining())
        .isEqualTo(Math.min(LIMIT, before + Math.min(spent, forgiven)));
  }

  @Property(tries = 200)
  void itMakesNoUnitsOutOfNothing(
      @ForAll Algorithm algorithm, @ForAll @IntRange(min = 1, max = 9) int forgiven) {
    Ledger ledger = new Ledger(10);
    Counter counter = counter(algorithm);
    ledger.ask(new Ask.Settle(counter, -forgiven, Ask.Settle.LATEST), 0);
    assertThat(standing(ledger, counter, 0).remaining()).isEqualTo(LIMIT);
  }

  @Property(tries = 200)
  void aWindowEndsWhenItWouldHave(
      @ForAll @IntRange(min = 0, max = 59_999) int later,
      @ForAll @IntRange(min = 1, max = 50) int forgiven) {
    Ledger ledger = new Ledger(10);
    Counter counter = counter(Algorithm.FIXED_WINDOW);
    ledger.ask(new Ask.Take(List.of(new Charge(counter, LIMIT, 0, 0))), 0);
    ledger.ask(new Ask.Settle(counter, -forgiven, Ask.Settle.LATEST), later);
    assertThat(standing(ledger, counter, later).resetMillis()).isEqualTo(WINDOW - later);
    assertThat(standing(ledger, counter, later).remaining()).isEqualTo(forgiven);
  }
}
