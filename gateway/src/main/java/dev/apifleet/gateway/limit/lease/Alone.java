package dev.apifleet.gateway.limit.lease;

import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Ledger;
import dev.apifleet.gateway.limit.count.Limit;
import java.util.List;

/**
 * Decides while the store is away: each of n gateways admits a limit's nth part, rounded up, less
 * what it has itself admitted within the window, and no more than the nth part of what the store
 * said last was left.
 *
 * <p><b>Bound.</b> Let gateway j have admitted a_j of a limit L, the sum of all a_j being at most
 * L, when the store is lost. It then admits at most max(0, ceil(L / n) - a_j) more, so all together
 * admit at most the sum of max(a_j, ceil(L / n)): L and n - 1 more where traffic was spread evenly,
 * and never more than 2 L + n. Units of slices at hand are among the a_j's L, being charged
 * already. When the store comes back it is told what was admitted meanwhile.
 */
final class Alone {
  private final Ledger ledger;

  Alone(long maximumKeys) {
    ledger = new Ledger(maximumKeys);
  }

  /** The answer for parts that the store did not answer, all or none of them. */
  Answer ask(List<Part> parts, long now) {
    parts.forEach(part -> begin(part.slot(), now));
    return ledger.ask(
        new Ask.Take(
            parts.stream().map(part -> new Charge(share(part.slot()), part.cost(), 0, 0)).toList()),
        now);
  }

  private synchronized void begin(Slot slot, long now) {
    Counter share = share(slot);
    long used = slot.beginAlone(share.limit().most(), now);
    if (used >= 0) {
      ledger.ask(new Ask.Reset(share), now);
      ledger.ask(new Ask.Settle(share, used, 0), now);
    }
  }

  /** What a slot would have left. */
  Standing look(Slot slot, long cost, long now) {
    begin(slot, now);
    Answer.Standings answer =
        (Answer.Standings)
            ledger.ask(new Ask.Look(List.of(new Charge(share(slot), cost, 0, 0))), now);
    return answer.counters().getFirst();
  }

  /** The counter that stands in for the store's. */
  private static Counter share(Slot slot) {
    Limit limit = slot.counter().limit();
    long n = slot.counter().holders();
    Limit share =
        new Limit(
            limit.algorithm(),
            Math.ceilDiv(limit.requests(), n),
            limit.windowMillis(),
            Math.ceilDiv(limit.capacity(), n),
            limit.maxDelayMillis());
    return new Counter(slot.counter().key(), share, 0, 1);
  }
}
