package dev.apifleet.bench.load;

import java.util.Locale;

/**
 * What a scenario has to show, what it found, and whether that is enough.
 *
 * @param wanted in words, with the unit
 */
record Aim(String what, String wanted, double found, boolean met) {
  static Aim atMost(String what, double most, String unit, double found) {
    return new Aim(what, "at most " + digits(most) + unit, found, found <= most);
  }

  static Aim atLeast(String what, double least, String unit, double found) {
    return new Aim(what, "at least " + digits(least) + unit, found, found >= least);
  }

  private static String digits(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  @Override
  public String toString() {
    return "%s %s: %s, %s".formatted(what, wanted, digits(found), met ? "met" : "not met");
  }
}
