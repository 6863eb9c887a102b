package dev.apifleet.operator.autoscale;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The largest number of a sliding window.
 *
 * @param falling what may still become the largest, oldest first and strictly falling: as many as
 *     there are different numbers at most
 */
record Peaks(List<Peak> falling) {
  static final Peaks NONE = new Peaks(List.of());

  /** A number at a moment. */
  record Peak(int number, Instant at) {}

  Peaks {
    falling = List.copyOf(falling);
  }

  Peaks and(int number, Duration window, Instant now) {
    Instant horizon = now.minus(window);
    Stream<Peak> larger =
        falling.stream().filter(peak -> peak.number() > number && peak.at().isAfter(horizon));
    return new Peaks(Stream.concat(larger, Stream.of(new Peak(number, now))).toList());
  }

  int largest() {
    return falling.isEmpty() ? 0 : falling.getFirst().number();
  }
}
