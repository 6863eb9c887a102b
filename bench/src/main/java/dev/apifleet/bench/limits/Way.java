package dev.apifleet.bench.limits;

import dev.apifleet.gateway.limit.count.Limit;

/** A way to decide, of those that are compared. */
interface Way {
  String name();

  /** A decider of fresh counters of this limit. */
  Decider decider(Limit limit);
}
