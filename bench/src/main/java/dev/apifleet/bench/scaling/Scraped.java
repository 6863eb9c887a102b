package dev.apifleet.bench.scaling;

import java.util.function.ToDoubleFunction;

/**
 * What an HPA reads: an average of the last seconds, taken every 15 s.
 *
 * @param window of the average, in seconds
 * @param offset milliseconds by which it is taken before the HPA looks
 */
final class Scraped implements Hpa.Metric {
  private static final long EVERY = 15_000;

  private final String name;
  private final ToDoubleFunction<Seen> measure;
  private final double target;
  private final boolean perPod;
  private final long window;
  private final long offset;
  private final History history;
  private double scraped;

  private Scraped(
      String name,
      ToDoubleFunction<Seen> measure,
      double target,
      boolean perPod,
      long window,
      long offset) {
    this.name = name;
    this.measure = measure;
    this.target = target;
    this.perPod = perPod;
    this.window = window;
    this.offset = offset;
    this.history = new History(window);
  }

  /** CPU of pods, from metrics-server: an average over 15 s. */
  static Scraped cpu() {
    return new Scraped(
        "CPU", Seen::cpu, Autoscaler.UTILIZATION / 100.0, true, EVERY / 1000, EVERY / 2);
  }

  /** Requests per second, from Prometheus: a rate over 30 s. */
  static Scraped rate(double ofPod) {
    return new Scraped(
        "requests/s",
        Seen::rate,
        ofPod * Autoscaler.UTILIZATION / 100,
        false,
        2 * EVERY / 1000,
        EVERY / 2);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void see(Seen seen) {
    history.add(seen.now(), measure.applyAsDouble(seen));
    if ((seen.now() + offset) % EVERY == 0) {
      scraped = history.average(window);
    }
  }

  @Override
  public double ratio(int pods) {
    double carried = perPod ? scraped : scraped / Math.max(1, pods);
    return carried / target;
  }
}
