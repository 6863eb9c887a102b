package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PoolCircuitBreaker;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.translator.Durations.AtLeast;
import java.util.Objects;

/** Reads the circuit breaker of a pool. */
final class Breakers {
  private static final FieldPath FIELD = FieldPath.SPEC.child("circuitBreaker");
  private static final PoolCircuitBreaker ALL_DEFAULTS =
      new PoolCircuitBreaker(null, null, null, null, null, null, null);

  private Breakers() {}

  static BreakerConfig read(PoolCircuitBreaker given, Problems problems) {
    PoolCircuitBreaker breaker = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    return new BreakerConfig(
        number("consecutiveFailures", breaker.consecutiveFailures(), 5, 1, 1000, problems),
        number("errorRatio", breaker.errorRatio(), 50, 1, 100, problems),
        number("minimumRequests", breaker.minimumRequests(), 20, 1, 1_000_000, problems),
        duration("window", breaker.window(), "10s", problems),
        duration("openFor", breaker.openFor(), "30s", problems),
        number("halfOpenProbes", breaker.halfOpenProbes(), 1, 1, 100, problems),
        number("maxEjected", breaker.maxEjected(), 100, 0, 100, problems));
  }

  private static int number(
      String field, Integer value, int fallback, int least, int most, Problems problems) {
    return Numbers.read(FIELD.child(field), value, fallback, least, most, problems);
  }

  private static long duration(String field, String text, String fallback, Problems problems) {
    return Durations.read(FIELD.child(field), text, fallback, AtLeast.MILLISECOND, problems);
  }
}
