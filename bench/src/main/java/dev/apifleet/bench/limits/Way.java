package dev.apifleet.bench.limits;

import dev.apifleet.gateway.limit.count.Limit;
import io.vertx.core.Context;

/** A way to decide, of those that are compared. */
interface Way {
  String name();

  /** A decider of fresh counters of this limit, for who asks on this event loop. */
  Decider decider(Context loop, Limit limit);
}
