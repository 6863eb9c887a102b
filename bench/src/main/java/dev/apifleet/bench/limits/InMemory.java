package dev.apifleet.bench.limits;

import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Ledger;
import dev.apifleet.gateway.limit.count.Limit;
import io.vertx.core.Context;
import java.util.List;

/** Counters of one gateway alone: the cost of the arithmetic itself. */
record InMemory() implements Way {
  private static final long MOST_KEYS = 200_000;

  @Override
  public String name() {
    return "in memory";
  }

  @Override
  public Decider decider(Context loop, Limit limit) {
    Ledger ledger = new Ledger(MOST_KEYS);
    return (key, then) -> {
      Counter counter = new Counter("key-" + key, limit, 0, 1);
      ledger.ask(
          new Ask.Take(List.of(new Charge(counter, 1, 0, 0))), System.nanoTime() / 1_000_000);
      then.run();
    };
  }
}
