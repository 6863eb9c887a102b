package dev.apifleet.apiserver.change;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** When to try again what fails: after pauses that double up to a greatest, with jitter. */
final class Backoff {

  private final Duration shortest;
  private final Duration longest;
  private Duration pause = Duration.ZERO;
  private Instant until = Instant.MIN;

  Backoff(Duration shortest, Duration longest) {
    this.shortest = shortest;
    this.longest = longest;
  }

  synchronized boolean permits(Instant now) {
    return !now.isBefore(until);
  }

  /** Whether it is the first failure in a row. */
  synchronized boolean failed(Instant now) {
    boolean first = pause.isZero();
    Duration doubled = first ? shortest : pause.multipliedBy(2);
    pause = doubled.compareTo(longest) > 0 ? longest : doubled;
    long half = pause.toMillis() / 2;
    until = now.plusMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    return first;
  }

  /** Whether it failed before. */
  synchronized boolean succeeded() {
    boolean back = !pause.isZero();
    pause = Duration.ZERO;
    until = Instant.MIN;
    return back;
  }
}
