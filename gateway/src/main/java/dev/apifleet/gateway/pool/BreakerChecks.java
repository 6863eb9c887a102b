package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.BreakerConfig;

/** Refuses breakers that could never open, or never close. */
final class BreakerChecks {
  private BreakerChecks() {}

  static void check(BreakerConfig breaker) {
    atLeastOne("consecutiveFailures", breaker.consecutiveFailures());
    atLeastOne("errorRatio", breaker.errorRatio());
    atLeastOne("minimumRequests", breaker.minimumRequests());
    atLeastOne("windowMillis", breaker.windowMillis());
    atLeastOne("openForMillis", breaker.openForMillis());
    atLeastOne("halfOpenProbes", breaker.halfOpenProbes());
  }

  private static void atLeastOne(String field, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "breaker." + field + " is " + value + "; it must be at least 1");
    }
  }
}
