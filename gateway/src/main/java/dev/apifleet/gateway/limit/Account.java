package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.lease.Part;
import dev.apifleet.gateway.limit.lease.Slot;
import java.util.List;

/**
 * What this gateway knows of one key of one policy: a slot for each limit of its tier, in their
 * order.
 */
record Account(Plan plan, String tier, List<PlannedLimit> limits, List<Slot> slots) {
  static Account open(Plan plan, String tier, List<PlannedLimit> limits, String values) {
    String hash = CounterKey.hash(values);
    return new Account(
        plan,
        tier,
        limits,
        limits.stream().map(limit -> new Slot(plan.counter(hash, tier, limit))).toList());
  }

  /** The same key by a newer plan. */
  Account by(Plan newer, List<PlannedLimit> newLimits) {
    return new Account(
        newer,
        tier,
        newLimits,
        newLimits.stream().map(limit -> slot(newer.counter(hash(), tier, limit))).toList());
  }

  private Slot slot(Counter counter) {
    return slots.stream()
        .filter(slot -> slot.counter().key().equals(counter.key()))
        .findFirst()
        .map(slot -> slot.by(counter))
        .orElseGet(() -> new Slot(counter));
  }

  /** The hash of the key. */
  String hash() {
    return CounterKey.hashIn(slots.getFirst().counter().key());
  }

  void addParts(long cost, List<Part> parts) {
    for (Slot slot : slots) {
      parts.add(new Part(slot, cost, plan.policy().onStoreFailure()));
    }
  }
}
