package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;

/**
 * How many replicas a load needs that was seen over some time.
 *
 * @param window that the load is the average of
 */
record Need(int replicas, Average load, Duration window) {
  /**
   * @param serving replicas that carried it
   */
  static Need of(ScaleSpec spec, Average load, Duration window, int serving) {
    return new Need(Demand.replicas(spec, load, window, serving), load, window);
  }

  Need orLarger(Need other) {
    return other.replicas > replicas ? other : this;
  }
}
