package dev.apifleet.operator.autoscale;

import dev.apifleet.translator.ObjectRef;
import java.util.Optional;

/** The load of pools, for those who scale by it themselves. */
@FunctionalInterface
public interface PoolLoads {
  /**
   * What all gateways together say of a pool.
   *
   * @param concurrency requests under way
   * @param rate requests that arrive per second
   * @param queue requests that wait
   * @param latencyMillis that a request takes
   */
  record Load(double concurrency, double rate, double queue, double latencyMillis) {
    /** One figure of it. */
    public double of(PoolMetric metric) {
      return switch (metric) {
        case CONCURRENCY -> concurrency;
        case RATE -> rate;
        case QUEUE -> queue;
        case LATENCY -> latencyMillis;
      };
    }
  }

  /** Empty where no gateway says anything: that is not the same as none. */
  Optional<Load> of(ObjectRef pool);
}
