package dev.apifleet.gateway.limit.lease;

import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.gateway.limit.count.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** A store with a clock and a distance of its own, which can be lost and can hang. */
final class VirtualRedis implements CounterStore {
  /** Any other than the gateways'. */
  private static final long CLOCK = 1_790_000_000_000L;

  private final Ledger ledger = new Ledger(1_000_000);
  private final VirtualTime time;
  private final List<Runnable> held = new ArrayList<>();
  private boolean lost;
  private boolean hanging;
  private long distance = 1;
  private long asks;

  VirtualRedis(VirtualTime time) {
    this.time = time;
  }

  /** Milliseconds for each way. */
  VirtualRedis at(long millis) {
    distance = millis;
    return this;
  }

  void lose(boolean now) {
    lost = now;
  }

  /** While it hangs nothing is done or answered; afterwards everything is. */
  void hang(boolean now) {
    hanging = now;
    if (!now) {
      List.copyOf(held).forEach(Runnable::run);
      held.clear();
    }
  }

  /** How often it was asked. */
  long asks() {
    return asks;
  }

  /** What it would answer now, without being counted as asked. */
  Answer directly(Ask ask) {
    return ledger.ask(ask, CLOCK + time.millis());
  }

  @Override
  public Future<Answer> ask(Ask ask, long budgetMillis) {
    if (lost) {
      return Future.failedFuture("away");
    }
    asks++;
    Promise<Answer> answer = Promise.promise();
    time.after(distance, () -> arrive(ask, answer));
    time.after(budgetMillis, () -> answer.tryFail("too slow"));
    return answer.future();
  }

  private void arrive(Ask ask, Promise<Answer> answer) {
    if (hanging) {
      held.add(() -> arrive(ask, answer));
    } else {
      Answer said = directly(ask);
      time.after(distance, () -> deliver(ask, said, answer));
    }
  }

  private void deliver(Ask ask, Answer said, Promise<Answer> answer) {
    if (!answer.tryComplete(said)
        && ask instanceof Ask.Take(List<Charge> charges)
        && said instanceof Answer.Taken(List<Grant> grants)) {
      for (int i = 0; i < grants.size(); i++) {
        Grant late = grants.get(i);
        directly(new Ask.Settle(charges.get(i).counter(), -late.units(), late.stamp()));
      }
    }
  }
}
