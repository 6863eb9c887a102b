package dev.apifleet.operator.autoscale;

/** The load of a pool as its gateways saw it, or that nobody saw any. */
public sealed interface LoadStats {
  /** No gateway reports the pool at present. */
  record Unknown() implements LoadStats {}

  /** Averages over the two windows of the autoscaler. */
  record Known(Average stable, Average panic) implements LoadStats {}

  /**
   * @param concurrency requests under way
   * @param rate requests that arrive, per second
   */
  record Average(double concurrency, double rate) {
    static final Average ZERO = new Average(0, 0);

    Average plus(Average other) {
      return new Average(concurrency + other.concurrency, rate + other.rate);
    }

    Average times(double factor) {
      return new Average(concurrency * factor, rate * factor);
    }
  }
}
