package dev.apifleet.apiserver.change;

import dev.apifleet.apiserver.background.Backoff;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether to try again what fails: not before its pause is over, which grows by {@link Backoff}.
 */
final class RetryGate {

  private final Backoff backoff;
  private int failures;
  private Instant until = Instant.MIN;

  RetryGate(Backoff backoff) {
    this.backoff = backoff;
  }

  synchronized boolean permits(Instant now) {
    return !now.isBefore(until);
  }

  /** Whether it is the first failure in a row. */
  synchronized boolean failed(Instant now) {
    failures++;
    until = now.plus(backoff.pause(failures, ThreadLocalRandom.current().nextDouble()));
    return failures == 1;
  }

  /** Whether it failed before. */
  synchronized boolean succeeded() {
    boolean back = failures > 0;
    failures = 0;
    until = Instant.MIN;
    return back;
  }
}
