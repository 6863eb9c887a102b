package dev.apifleet.gateway.limit.count;

import io.vertx.core.Future;

/** Where the counters are that gateways share. */
public interface CounterStore {
  /**
   * Asks; the answer may come on any thread. Fails, and soon, where the store is away or slow; what
   * was asked may then have been done all the same.
   */
  Future<Answer> ask(Ask ask);
}
