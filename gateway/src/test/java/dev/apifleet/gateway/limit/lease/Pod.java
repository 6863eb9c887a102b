package dev.apifleet.gateway.limit.lease;

import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.snapshot.PolicyConfig.StoreFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway with its slots, and what became of its requests. */
final class Pod {
  private static final long BUDGET = 25;

  final List<Outcome> outcomes = new ArrayList<>();
  final Leases leases;
  private final Map<String, Slot> slots = new HashMap<>();
  private final VirtualTime time;
  private StoreFailure onStoreFailure = StoreFailure.LOCAL;
  private long budget = BUDGET;
  long slowest;

  Pod(VirtualRedis redis, VirtualTime time) {
    this.leases = new Leases(redis, time, 1_000);
    this.time = time;
  }

  Pod on(StoreFailure choice) {
    onStoreFailure = choice;
    return this;
  }

  Pod within(long millis) {
    budget = millis;
    return this;
  }

  Slot slot(Counter counter) {
    return slots.computeIfAbsent(counter.key(), _ -> new Slot(counter));
  }

  /** A request that costs so much of each counter. */
  void send(long cost, Counter... counters) {
    send(cost, _ -> {}, counters);
  }

  void send(long cost, java.util.function.Consumer<Outcome> then, Counter... counters) {
    long began = time.millis();
    leases.decide(
        Arrays.stream(counters)
            .map(counter -> new Part(slot(counter), cost, onStoreFailure))
            .toList(),
        budget,
        outcome -> {
          slowest = Math.max(slowest, time.millis() - began);
          outcomes.add(outcome);
          then.accept(outcome);
        });
  }

  long admitted() {
    return outcomes.stream().filter(Outcome.Admitted.class::isInstance).count();
  }

  long refused() {
    return outcomes.stream().filter(Outcome.Refused.class::isInstance).count();
  }

  Outcome last() {
    return outcomes.getLast();
  }
}
