package dev.apifleet.bench.race;

import java.util.Locale;
import java.util.Optional;

/**
 * A figure that is to stay under a bound.
 *
 * @param found what was measured; nothing where one of the two did not race
 */
record Aim(String text, double bound, Optional<Double> found) {
  /** CPU per request of one to be at most a multiple of another's. */
  static Aim cpu(Standings standings, String label, double bound, String other) {
    return new Aim(
        "CPU per request of %s at most %s × %s"
            .formatted(standings.named(label), bound, standings.named(other)),
        bound,
        standings.cpu(label).flatMap(a -> standings.cpu(other).map(b -> a / b)));
  }

  /** Memory of one to be at most this. */
  static Aim rss(Standings standings, String label, double mebibytes) {
    return new Aim(
        "RSS of %s at most %,.0f MiB".formatted(standings.named(label), mebibytes),
        mebibytes,
        standings.rss(label));
  }

  @Override
  public String toString() {
    return text
        + found
            .map(ratio -> String.format(Locale.ROOT, ": %.2f, %s", ratio, verdict(ratio)))
            .orElse(": not measured");
  }

  private String verdict(double ratio) {
    return ratio <= bound ? "met" : "not met";
  }
}
