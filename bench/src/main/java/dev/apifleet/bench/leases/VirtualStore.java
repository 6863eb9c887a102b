package dev.apifleet.bench.leases;

import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Ledger;
import java.util.List;

/** The one store of the fleet: the real arithmetic, at its own time. */
final class VirtualStore {
  private final Ledger ledger;
  private final VirtualTime time;
  private final Happenings asked;
  private long calls;

  VirtualStore(VirtualTime time, int keys, Happenings asked) {
    this.ledger = new Ledger(2L * keys);
    this.time = time;
    this.asked = asked;
  }

  long millis() {
    return time.micros() / 1_000;
  }

  Answer answer(Ask ask) {
    switch (ask) {
      case Ask.Take(List<Charge> charges) -> asked(charges.getFirst().counter());
      case Ask.Look(List<Charge> charges) -> asked(charges.getFirst().counter());
      case Ask.Settle settle -> asked(settle.counter());
      case Ask.Reset reset -> asked(reset.counter());
    }
    return ledger.ask(ask, millis());
  }

  private void asked(Counter counter) {
    asked.add(Key.number(counter), millis());
  }

  /** A call that may carry several questions. */
  void called() {
    calls++;
  }

  long calls() {
    return calls;
  }
}
