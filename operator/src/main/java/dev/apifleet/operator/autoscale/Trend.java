package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.Buckets.Bucket;
import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The straight line through the seconds of a window, by least squares. */
final class Trend {
  private static final int ENOUGH_SECONDS = 10;

  /** A slope is more than noise when it is so many times its own standard error. */
  private static final double CLEAR = 3;

  private Trend() {}

  /** Where a load that clearly rises will be at a second; empty where it does not. */
  static Optional<Average> ahead(List<Bucket> seconds, double second) {
    if (seconds.size() < ENOUGH_SECONDS) {
      return Optional.empty();
    }
    Average there =
        new Average(
            ahead(seconds, Average::concurrency, second), ahead(seconds, Average::rate, second), 0);
    return there.isNone() ? Optional.empty() : Optional.of(there);
  }

  private static double ahead(
      List<Bucket> seconds, ToDoubleFunction<Average> measure, double second) {
    double middle = seconds.stream().mapToDouble(Bucket::second).average().orElseThrow() + 0.5;
    double mean = mean(seconds, measure);
    double spread = 0;
    double together = 0;
    double scatter = 0;
    for (Bucket bucket : seconds) {
      double x = bucket.second() + 0.5 - middle;
      double y = measure.applyAsDouble(bucket.average()) - mean;
      spread += x * x;
      together += x * y;
      scatter += y * y;
    }
    double slope = together / spread;
    double unexplained = Math.max(0, scatter - slope * together);
    double error = Math.sqrt(unexplained / (seconds.size() - 2) / spread);
    boolean rises = slope > 1e-9 && slope > CLEAR * error;
    return rises ? mean + slope * (second - middle) : 0;
  }

  private static double mean(List<Bucket> seconds, ToDoubleFunction<Average> measure) {
    return seconds.stream()
        .mapToDouble(bucket -> measure.applyAsDouble(bucket.average()))
        .average()
        .orElseThrow();
  }
}
