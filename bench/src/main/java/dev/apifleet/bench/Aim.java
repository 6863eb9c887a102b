package dev.apifleet.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * What a scenario has to show, what it found, and whether that is enough.
 *
 * @param wanted in words, with the unit
 * @param found nothing where it was not measured
 */
public record Aim(String what, String wanted, Optional<Double> found, boolean met) {
  public static Aim atMost(String what, double most, String unit, double found) {
    return atMost(what, most, unit, Optional.of(found));
  }

  /** The same of a figure that may not have been measured. */
  public static Aim atMost(String what, double most, String unit, Optional<Double> found) {
    boolean met = found.filter(figure -> figure <= most).isPresent();
    return new Aim(what, "at most " + digits(most) + unit, found, met);
  }

  public static Aim atLeast(String what, double least, String unit, double found) {
    return new Aim(what, "at least " + digits(least) + unit, Optional.of(found), found >= least);
  }

  private static String digits(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  @Override
  public String toString() {
    String verdict =
        found.map(figure -> digits(figure) + (met ? ", met" : ", not met")).orElse("not measured");
    return "%s %s: %s".formatted(what, wanted, verdict);
  }
}
