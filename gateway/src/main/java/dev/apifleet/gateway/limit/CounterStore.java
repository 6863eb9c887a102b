package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import io.vertx.core.Future;

/** Where the counters of rate limits are. */
interface CounterStore {
  /** Counts a request against a key's limit, if it is within; may complete on any thread. */
  Future<Decision> count(String key, LimitConfig limit);

  /** What {@link #count} would decide, without counting. */
  Future<Decision> peek(String key, LimitConfig limit);
}
