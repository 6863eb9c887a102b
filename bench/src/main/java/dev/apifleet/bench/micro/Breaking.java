package dev.apifleet.bench.micro;

import dev.apifleet.gateway.pool.Breaker;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import java.util.function.Supplier;

/** What a circuit breaker adds to a request. */
final class Breaking {
  static final BreakerConfig CONFIG = new BreakerConfig(5, 50, 20, 10_000, 5_000, 3, 50);

  private Breaking() {}

  static Supplier<?> success() {
    Breaker breaker = new Breaker(_ -> {});
    return () -> {
      var admittedBy = breaker.admit(CONFIG, 0);
      breaker.succeeded(admittedBy, CONFIG, 0);
      return admittedBy;
    };
  }

  /** One that is not let open, so that each failure costs the same. */
  static Supplier<?> failure() {
    Breaker breaker = new Breaker(_ -> {});
    return () -> {
      var admittedBy = breaker.admit(CONFIG, 0);
      breaker.failed(admittedBy, CONFIG, 0, () -> false);
      return admittedBy;
    };
  }

  static Supplier<?> refusal() {
    Breaker breaker = new Breaker(_ -> {});
    for (int i = 0; i < CONFIG.consecutiveFailures(); i++) {
      breaker.failed(breaker.admit(CONFIG, 0), CONFIG, 0, () -> true);
    }
    return () -> breaker.wouldAdmit(CONFIG, 0) ? breaker : null;
  }
}
