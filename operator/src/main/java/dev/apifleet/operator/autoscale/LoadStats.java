package dev.apifleet.operator.autoscale;

import java.util.Optional;

/** The load of a pool as its gateways saw it, or that nobody saw any. */
public sealed interface LoadStats {
  /** No gateway reports the pool at present. */
  record Unknown() implements LoadStats {}

  /**
   * Averages over the two windows of the autoscaler, and what is so now.
   *
   * @param latest the average over the last second
   * @param foreseen the load to come, where any is foreseen
   * @param waiting requests that wait for an endpoint or for others
   * @param ready endpoints that can take requests; 0 where no gateway says
   * @param missing gateways that may serve and are not heard
   */
  record Known(
      Average stable,
      Average panic,
      Average latest,
      Optional<Average> foreseen,
      int waiting,
      int ready,
      int missing)
      implements LoadStats {
    /** Of a pool of which all gateways tell nothing but the load. */
    public Known(Average stable, Average panic) {
      this(stable, panic, panic, Optional.empty(), 0, 0, 0);
    }

    Known foreseeing(Optional<Average> load) {
      return new Known(stable, panic, latest, load, waiting, ready, missing);
    }

    /** The same where at least so many gateways are missing. */
    Known missing(int least) {
      return new Known(stable, panic, latest, foreseen, waiting, ready, Math.max(missing, least));
    }

    /** Whether there was no request in the whole stable window. */
    boolean idle() {
      return waiting == 0 && stable.isNone() && panic.isNone();
    }

    /** Whether there are requests now, or were just now. */
    boolean busy() {
      return waiting > 0 || !panic.isNone();
    }
  }

  /**
   * @param concurrency requests under way; for gateways that follow their CPU, thousandths of CPUs
   * @param rate requests that arrive, per second
   * @param delay the milliseconds that all the requests of a second take together, so that averages
   *     weigh each request alike
   * @param wanted the replicas that {@link LatencyGoal} asks for, times the rate for the same
   *     reason
   */
  record Average(double concurrency, double rate, double delay, double wanted) {
    static final Average ZERO = new Average(0, 0, 0);

    Average(double concurrency, double rate, double delay) {
      this(concurrency, rate, delay, 0);
    }

    public static Average of(double concurrency, double rate, double latencyMillis) {
      return new Average(concurrency, rate, rate * latencyMillis);
    }

    /** Milliseconds that a request takes. */
    double latency() {
      return rate == 0 ? 0 : delay / rate;
    }

    /** The same, which asks for so many replicas. */
    Average wanting(double replicas) {
      return new Average(concurrency, rate, delay, rate * replicas);
    }

    /** How many replicas its latency asks for. */
    double replicas() {
      return rate == 0 ? 0 : wanted / rate;
    }

    boolean isNone() {
      return concurrency == 0 && rate == 0;
    }

    Average plus(Average other) {
      return new Average(
          concurrency + other.concurrency,
          rate + other.rate,
          delay + other.delay,
          wanted + other.wanted);
    }

    Average times(double factor) {
      return new Average(concurrency * factor, rate * factor, delay * factor, wanted * factor);
    }

    /** The smaller of each. */
    Average atMost(Average other) {
      return new Average(
          Math.min(concurrency, other.concurrency),
          Math.min(rate, other.rate),
          Math.min(delay, other.delay),
          Math.min(wanted, other.wanted));
    }

    /** The larger of each. */
    Average atLeast(Average other) {
      return new Average(
          Math.max(concurrency, other.concurrency),
          Math.max(rate, other.rate),
          Math.max(delay, other.delay),
          Math.max(wanted, other.wanted));
    }
  }
}
