package dev.apifleet.apiserver.background;

import java.time.Duration;

/**
 * How long to wait before trying again: doubled each time up to a limit, and at random between half
 * of that and all of it, lest instances that failed together come back together.
 */
public record Backoff(Duration first, Duration longest) {

  /** With {@code random} from 0 to 1; 200 ms first and 30 s at most give 0.8 to 1.6 s thrice on. */
  public Duration pause(int failures, double random) {
    int doublings = Math.min(failures - 1, 30);
    long most = Math.min(first.toMillis() << doublings, longest.toMillis());
    return Duration.ofMillis((long) (most * (0.5 + random / 2)));
  }
}
