package dev.apifleet.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** A figure of several rounds: the one in the middle, the lowest and the highest. */
public record Spread(double median, double low, double high) {
  public static Spread of(List<Double> rounds) {
    List<Double> sorted = rounds.stream().sorted().toList();
    int count = sorted.size();
    double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  @Override
  public String toString() {
    return low == high
        ? digits(median)
        : digits(median) + " (" + digits(low) + "–" + digits(high) + ")";
  }

  /** Three digits at least, and none behind the point that say nothing. */
  private static String digits(double value) {
    String form = value >= 100 || value == 0 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }

  JsonObject json() {
    return new JsonObject().put("median", median).put("low", low).put("high", high);
  }
}
