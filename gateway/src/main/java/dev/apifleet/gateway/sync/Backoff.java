package dev.apifleet.gateway.sync;

import java.util.random.RandomGenerator;

/**
 * Waiting times between failed tries: exponential with full jitter (M. Brooker, Exponential Backoff
 * And Jitter), so that a fleet does not come back all at once.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 5_000;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The next waiting time; grows until {@link #reset}. */
  long nextMillis() {
    long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 10));
    failures++;
    return 1 + random.nextLong(most);
  }

  void reset() {
    failures = 0;
  }
}
