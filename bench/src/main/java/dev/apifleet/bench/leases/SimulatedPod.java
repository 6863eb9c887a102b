package dev.apifleet.bench.leases;

import dev.apifleet.gateway.limit.count.Answer;
import dev.apifleet.gateway.limit.count.Ask;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.gateway.limit.lease.Outcome;
import dev.apifleet.gateway.limit.lease.Part;
import dev.apifleet.gateway.limit.lease.Slot;
import dev.apifleet.gateway.limit.lease.Timers;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * A gateway with its real slices, a clock of its own that is wrong, and a network between it and
 * the store. Questions of the same millisecond go in one call.
 */
final class SimulatedPod implements CounterStore, Timers {
  private static final long SHORTEST_WAY = 100;
  private static final long LONGEST_WAY = 2_000;
  private static final long MOST_KEYS = 100_000;

  private final Map<Integer, Slot> slots = new HashMap<>();
  private final Leases leases = new Leases(this, this, MOST_KEYS);
  private final VirtualStore store;
  private final VirtualTime time;
  private final RandomGenerator random;
  private final long skew;
  private long lastCall = -1;
  private long answeredAt = -1;
  private boolean dead;

  /**
   * @param skew how wrong its clock is, in microseconds
   */
  SimulatedPod(VirtualStore store, VirtualTime time, long skew, RandomGenerator random) {
    this.store = store;
    this.time = time;
    this.skew = skew;
    this.random = random;
  }

  /** Calls back with the time by the store's clock, if the request may pass. */
  void decide(int key, Counter counter, LongConsumer admitted) {
    Slot slot = slots.computeIfAbsent(key, _ -> new Slot(counter));
    leases.decide(
        List.of(new Part(slot, 1, StoreFailure.CLOSED)),
        PolicyConfig.STORE_TIMEOUT_MILLIS,
        outcome -> {
          if (outcome instanceof Outcome.Admitted) {
            admitted.accept(answeredAt < 0 ? store.millis() : answeredAt);
          }
        });
  }

  /** All that it holds is lost, and no answer reaches it any more. */
  void die() {
    dead = true;
  }

  @Override
  public long millis() {
    return Math.floorDiv(time.micros() + skew, 1_000);
  }

  @Override
  public void after(long millis, Runnable action) {
    time.after(millis * 1_000, () -> unlessDead(action));
  }

  @Override
  public Future<Answer> ask(Ask ask, long budgetMillis) {
    if (lastCall != millis()) {
      lastCall = millis();
      store.called();
    }
    Promise<Answer> promise = Promise.promise();
    time.after(way(), () -> answer(ask, promise));
    return promise.future();
  }

  private void answer(Ask ask, Promise<Answer> promise) {
    Answer answer = store.answer(ask);
    long decided = store.millis();
    time.after(way(), () -> unlessDead(() -> deliver(answer, decided, promise)));
  }

  /** What is admitted by an answer was admitted when the store gave it. */
  private void deliver(Answer answer, long decided, Promise<Answer> promise) {
    answeredAt = decided;
    promise.complete(answer);
    answeredAt = -1;
  }

  private void unlessDead(Runnable action) {
    if (!dead) {
      action.run();
    }
  }

  private long way() {
    return random.nextLong(SHORTEST_WAY, LONGEST_WAY);
  }
}
