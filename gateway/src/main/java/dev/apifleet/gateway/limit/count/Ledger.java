package dev.apifleet.gateway.limit.count;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counters in memory, bounded in number: the least used are forgotten first. What Redis does in Lua
 * for all gateways, it does for one, for a replay of a log, and for a simulation.
 */
public final class Ledger {
  private final Cache<String, Tally> tallies;

  public Ledger(long maximumKeys) {
    tallies = Caffeine.newBuilder().maximumSize(maximumKeys).executor(Runnable::run).build();
  }

  /** The answer at a time, in milliseconds of any clock. */
  public synchronized Answer ask(Ask ask, long now) {
    return switch (ask) {
      case Ask.Take(List<Charge> charges) -> take(charges, tallies(charges, now));
      case Ask.Look(List<Charge> charges) -> standings(charges, tallies(charges, now));
      case Ask.Settle(Counter counter, long units, long stamp) -> {
        tally(counter, now).settle(units, stamp);
        yield new Answer.Done();
      }
      case Ask.Reset(Counter counter) -> {
        tallies.invalidate(counter.key());
        yield new Answer.Done();
      }
    };
  }

  private Tally tally(Counter counter, long now) {
    return tallies.get(counter.key(), _ -> new Tally()).at(counter.limit(), now);
  }

  private List<Tally> tallies(List<Charge> charges, long now) {
    return charges.stream().map(charge -> tally(charge.counter(), now)).toList();
  }

  private static Answer take(List<Charge> charges, List<Tally> tallies) {
    return each(charges).allMatch(i -> tallies.get(i).has(charges.get(i)))
        ? new Answer.Taken(
            each(charges).mapToObj(i -> tallies.get(i).grant(charges.get(i))).toList())
        : standings(charges, tallies);
  }

  private static Answer standings(List<Charge> charges, List<Tally> tallies) {
    return new Answer.Standings(
        each(charges).mapToObj(i -> tallies.get(i).standing(charges.get(i))).toList());
  }

  private static IntStream each(List<Charge> charges) {
    return IntStream.range(0, charges.size());
  }
}
