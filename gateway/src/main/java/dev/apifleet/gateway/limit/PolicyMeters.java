package dev.apifleet.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The counters of one policy, registered once and not looked up per request. */
final class PolicyMeters {
  private final Counter admitted;
  private final Counter rejected;
  private final Counter storeFailures;

  PolicyMeters(MeterRegistry registry, String policy) {
    admitted = decisions(registry, policy, "admitted");
    rejected = decisions(registry, policy, "rejected");
    storeFailures =
        Counter.builder("apifleet.ratelimit.store.failures")
            .description("Decisions made without the shared store")
            .tag("policy", policy)
            .register(registry);
  }

  private static Counter decisions(MeterRegistry registry, String policy, String outcome) {
    return Counter.builder("apifleet.ratelimit.decisions")
        .description("Rate limit decisions; those of a policy in shadow mode reject nobody")
        .tag("policy", policy)
        .tag("outcome", outcome)
        .register(registry);
  }

  /**
   * A request was admitted.
   *
   * @param alone whether without the shared store
   */
  void admitted(boolean alone) {
    admitted.increment();
    count(alone);
  }

  void rejected(boolean alone) {
    rejected.increment();
    count(alone);
  }

  /** Nobody could tell, and the policy wants such requests refused. */
  void storeAway() {
    storeFailures.increment();
  }

  private void count(boolean alone) {
    if (alone) {
      storeFailures.increment();
    }
  }
}
