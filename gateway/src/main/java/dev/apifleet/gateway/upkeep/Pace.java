package dev.apifleet.gateway.upkeep;

import java.util.function.DoubleSupplier;

/**
 * When background work is due. Each gateway draws its own times, so that a fleet does not knock all
 * at once.
 *
 * @param random from 0 to below 1
 */
record Pace(Timers timers, DoubleSupplier random) {
  private static final double JITTER = 0.1;

  /** Runs something one event loop's way later. */
  interface Timers {
    long after(long millis, Runnable action);

    void cancel(long id);
  }

  /** At any time within this one. */
  long within(long millis, Runnable action) {
    return timers.after(Math.max(1, (long) (millis * random.getAsDouble())), action);
  }

  /** After this time, a tenth more or less. */
  long about(long millis, Runnable action) {
    double factor = 1 + JITTER * (2 * random.getAsDouble() - 1);
    return timers.after(Math.max(1, Math.round(millis * factor)), action);
  }

  /** Before this time is over, at most a tenth earlier. */
  long before(long millis, Runnable action) {
    double factor = 1 - JITTER * random.getAsDouble();
    return timers.after(Math.max(1, (long) (millis * factor)), action);
  }

  void cancel(long id) {
    timers.cancel(id);
  }
}
