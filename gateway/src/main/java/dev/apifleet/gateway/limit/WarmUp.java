package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.gateway.limit.lease.Outcome;
import dev.apifleet.gateway.limit.lease.Part;
import dev.apifleet.gateway.limit.lease.Slot;
import dev.apifleet.gateway.limit.lease.Timers;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides about nobody, until the connection is there and many decisions at once are quick: on a
 * small machine the first clients of a new pod would wait for that longer than they should for
 * Redis, and be decided about without it.
 */
record WarmUp(Leases leases, Timers timers) {
  private static final int MOST_ROUNDS = 25;
  private static final int AT_ONCE = 40;

  /** A fifth of what a policy gives Redis by default. */
  private static final long QUICK_MILLIS = 5;

  private static final long BUDGET_MILLIS = 1_000;
  private static final Limit AMPLE = new Limit(Algorithm.SLIDING_COUNTER, 1_000_000_000, 1_000);

  /** Ends soon where the store is away. */
  Future<Void> run() {
    Slot nobody = new Slot(new Counter("apifleet:limit:{warm-up}:limit", AMPLE, 0, 1));
    return run(List.of(new Part(nobody, 1, StoreFailure.OPEN)), MOST_ROUNDS);
  }

  private Future<Void> run(List<Part> parts, int rounds) {
    long begin = timers.millis();
    List<Future<Outcome>> round = Stream.generate(() -> decide(parts)).limit(AT_ONCE).toList();
    return Future.all(round)
        .compose(
            _ ->
                rounds > 1
                        && timers.millis() - begin > QUICK_MILLIS
                        && round.stream().allMatch(outcome -> isShared(outcome.result()))
                    ? run(parts, rounds - 1)
                    : Future.succeededFuture());
  }

  private Future<Outcome> decide(List<Part> parts) {
    Promise<Outcome> outcome = Promise.promise();
    leases.decide(parts, BUDGET_MILLIS, outcome::complete);
    return outcome.future();
  }

  private static boolean isShared(Outcome outcome) {
    return outcome instanceof Outcome.Admitted admitted && !admitted.alone();
  }
}
