package dev.apifleet.gateway.proxy;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Notices that nothing has moved for a while. It looks four times in that while, so what it ends
 * was silent for at most a quarter longer, and what moves costs it nothing.
 */
final class IdleWatch {
  private static final int LOOKS = 4;

  private final Vertx timers;
  private final long period;
  private final LongSupplier progress;
  private final Runnable onIdle;
  private long timer = -1;
  private long before;
  private int silentLooks;

  /**
   * A watch that has not begun.
   *
   * @param idleMillis 0 to watch nothing
   * @param progress changes whenever something moves
   */
  IdleWatch(Vertx timers, long idleMillis, LongSupplier progress, Runnable onIdle) {
    this.timers = timers;
    this.period = idleMillis > 0 ? Math.max(1, idleMillis / LOOKS) : 0;
    this.progress = progress;
    this.onIdle = onIdle;
  }

  void start() {
    if (period > 0) {
      before = progress.getAsLong();
      timer = timers.setPeriodic(period, _ -> look());
    }
  }

  private void look() {
    long now = progress.getAsLong();
    silentLooks = now == before ? silentLooks + 1 : 0;
    before = now;
    if (silentLooks == LOOKS) {
      stop();
      onIdle.run();
    }
  }

  void stop() {
    timers.cancelTimer(timer);
  }
}
