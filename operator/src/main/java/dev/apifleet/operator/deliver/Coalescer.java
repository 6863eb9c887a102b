package dev.apifleet.operator.deliver;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Turns any number of signals into few runs of one action: never two at a time, never sooner after
 * the last than the pause, and at least one that begins after each signal.
 */
public final class Coalescer {
  private final Runnable action;
  private final long pauseMillis;
  private final BiConsumer<Runnable, Long> schedule;
  private final AtomicBoolean pending = new AtomicBoolean();

  /**
   * @param schedule runs a task after so many milliseconds, tasks one at a time and in order
   */
  public Coalescer(Runnable action, long pauseMillis, BiConsumer<Runnable, Long> schedule) {
    this.action = action;
    this.pauseMillis = pauseMillis;
    this.schedule = schedule;
  }

  /** Something changed. */
  public void signal() {
    if (pending.compareAndSet(false, true)) {
      schedule.accept(this::run, pauseMillis);
    }
  }

  /** A signal during the action schedules the next run, since pending is cleared before it. */
  private void run() {
    pending.set(false);
    action.run();
  }
}
