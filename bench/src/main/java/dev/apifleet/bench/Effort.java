package dev.apifleet.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * How much a scenario takes upon itself.
 *
 * @param warmUps rounds that are not counted, for connections and compilers
 * @param rounds in which all that is compared takes turns, so that what disturbs the machine for a
 *     while disturbs all alike; figures are the rounds' medians
 * @param time of one measurement
 * @param only of those who race, the ones whose name has this in it
 */
public record Effort(int warmUps, int rounds, Duration time, String only) {
  public static final Effort FULL = new Effort(1, 5, Duration.ofSeconds(1));
  public static final Effort QUICK = new Effort(0, 1, Duration.ofMillis(10));

  public Effort(int warmUps, int rounds, Duration time) {
    this(warmUps, rounds, time, "");
  }

  public Effort withRounds(int count) {
    return new Effort(warmUps, count, time, only);
  }

  public Effort withTime(Duration each) {
    return new Effort(warmUps, rounds, each, only);
  }

  public Effort onlyFor(String part) {
    return new Effort(warmUps, rounds, time, part.toLowerCase(Locale.ROOT));
  }

  /** Whether one of this name is to race. */
  public boolean takes(String name) {
    return name.toLowerCase(Locale.ROOT).contains(only);
  }
}
