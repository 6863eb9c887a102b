package dev.apifleet.bench;

import java.time.Duration;

/**
 * How much a scenario takes upon itself.
 *
 * @param warmUps rounds that are not counted, for connections and compilers
 * @param rounds in which all that is compared takes turns, so that what disturbs the machine for a
 *     while disturbs all alike; figures are the rounds' medians
 * @param time of one measurement
 */
public record Effort(int warmUps, int rounds, Duration time) {
  public static final Effort FULL = new Effort(1, 5, Duration.ofSeconds(1));
  public static final Effort QUICK = new Effort(0, 1, Duration.ofMillis(10));
}
