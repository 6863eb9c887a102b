package dev.apifleet.gateway.pool;

import java.util.function.LongSupplier;

/**
 * What the pools of a gateway have in common.
 *
 * @param nanoTime the clock of breakers, loads and latencies
 * @param epochMillis the time of day, for what expires
 */
public record PoolSite(Place place, LongSupplier nanoTime, LongSupplier epochMillis) {
  /** With the clocks of this machine. */
  public static PoolSite at(Place place) {
    return new PoolSite(place, System::nanoTime, System::currentTimeMillis);
  }
}
