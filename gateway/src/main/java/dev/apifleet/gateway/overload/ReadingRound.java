package dev.apifleet.gateway.overload;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The requests that an event loop finds waiting when it looks. It reads all of them before it looks
 * again, so that one that came early in the next round may have waited for as long as this one
 * takes. Confined to one event loop.
 */
public final class ReadingRound {
  private final Executor loop;
  private final LongSupplier nanoTime;
  private final Runnable over = this::over;
  private boolean under;
  private long since;

  /**
   * @param loop runs what it is given when all that had come is read
   */
  public ReadingRound(Executor loop, LongSupplier nanoTime) {
    this.loop = loop;
    this.nanoTime = nanoTime;
  }

  /** How long it takes by now, in nanoseconds, since this was first asked in it. */
  long nanos() {
    long now = nanoTime.getAsLong();
    if (!under) {
      under = true;
      since = now;
      loop.execute(over);
    }
    return now - since;
  }

  private void over() {
    under = false;
  }
}
