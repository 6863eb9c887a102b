package dev.apifleet.operator.deliver;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Turns any number of signals into few runs of one action: never two at a time, never sooner after
 * the last has ended than the pause, at once where that is past already, and at least one that
 * begins after each signal.
 */
public final class Coalescer {
  private final Runnable action;
  private final LongSupplier pauseMillis;
  private final LongSupplier nowMillis;
  private final BiConsumer<Runnable, Long> schedule;
  private final AtomicBoolean pending = new AtomicBoolean();
  private volatile long notBefore;

  /**
   * @param pauseMillis asked for after each run
   * @param nowMillis a clock that only goes forward
   * @param schedule runs a task after so many milliseconds, tasks one at a time and in order
   */
  public Coalescer(
      Runnable action,
      LongSupplier pauseMillis,
      LongSupplier nowMillis,
      BiConsumer<Runnable, Long> schedule) {
    this.action = action;
    this.pauseMillis = pauseMillis;
    this.nowMillis = nowMillis;
    this.schedule = schedule;
    this.notBefore = nowMillis.getAsLong();
  }

  /** Something changed. */
  public void signal() {
    if (pending.compareAndSet(false, true)) {
      schedule.accept(this::run, Math.max(0, notBefore - nowMillis.getAsLong()));
    }
  }

  /**
   * A signal during the action schedules the next run, since pending is cleared before it; it does
   * not know yet when the action ends.
   */
  private void run() {
    long wait = notBefore - nowMillis.getAsLong();
    if (wait > 0) {
      schedule.accept(this::run, wait);
      return;
    }
    pending.set(false);
    try {
      action.run();
    } finally {
      notBefore = nowMillis.getAsLong() + pauseMillis.getAsLong();
    }
  }
}
