package dev.apifleet.bench.scaling;

import java.util.function.ToDoubleFunction;

/**
 * What an HPA reads: an average of the last seconds, taken every 15 s, half of that before it
 * looks.
 */
final class Scraped implements Hpa.Metric {
  private static final long EVERY = 15_000;

  private final String name;
  private final ToDoubleFunction<Seen> measure;
  private final double target;
  private final boolean perPod;
  private final long window;
  private final History history;
  private double scraped = Double.NaN;

  private Scraped(
      String name, ToDoubleFunction<Seen> measure, double target, boolean perPod, long window) {
    this.name = name;
    this.measure = measure;
    this.target = target;
    this.perPod = perPod;
    this.window = window;
    this.history = new History(window);
  }

  /** CPU of pods, from metrics-server: an average over 15 s. */
  static Scraped cpu() {
    return new Scraped("CPU", Seen::cpu, Autoscaler.UTILIZATION / 100.0, true, EVERY / 1000);
  }

  /** Requests per second, from Prometheus: a rate over 30 s. */
  static Scraped rate(double ofPod) {
    return new Scraped(
        "requests/s", Seen::rate, ofPod * Autoscaler.UTILIZATION / 100, false, 2 * EVERY / 1000);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void see(Seen seen) {
    history.add(seen.now(), measure.applyAsDouble(seen));
    if ((seen.now() + EVERY / 2) % EVERY == 0) {
      scraped = history.average(window);
    }
  }

  @Override
  public boolean known() {
    return !Double.isNaN(scraped);
  }

  @Override
  public double ratio(int pods) {
    double carried = perPod ? scraped : scraped / Math.max(1, pods);
    return carried / target;
  }
}
