package dev.apifleet.gateway.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many further tries of a pool's requests may be under way: a share of all requests, so that
 * retries never make an overload worse, and always a few. The idea is that of Finagle's retry
 * budgets.
 */
public final class RetryBudget {
  static final int ALWAYS = 3;

  private final AtomicInteger underWay = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  /** Takes one, to be given back when the try is over. */
  boolean take(int percent, int requests) {
    if (underWay.incrementAndGet() <= most(percent, requests)) {
      return true;
    }
    underWay.decrementAndGet();
    refused.increment();
    return false;
  }

  void giveBack() {
    underWay.decrementAndGet();
  }

  /** How often it refused. */
  public LongAdder refused() {
    return refused;
  }

  private static int most(int percent, int requests) {
    return Math.max(ALWAYS, (int) ((long) percent * requests / 100));
  }
}
