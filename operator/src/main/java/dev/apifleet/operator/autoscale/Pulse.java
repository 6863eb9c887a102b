package dev.apifleet.operator.autoscale;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Runs an action twice a second, and sooner when asked, but at most every 200 ms. */
final class Pulse {
  private static final Logger LOG = Logger.getLogger(Pulse.class);
  private static final long PERIOD_MILLIS = 500;
  private static final long GAP_MILLIS = 200;

  private final ScheduledExecutorService scheduler =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("autoscale").factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile Runnable action = () -> {};
  private volatile long last = System.nanoTime();

  void start(Runnable beat) {
    action = beat;
    scheduler.scheduleWithFixedDelay(this::beat, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Never blocks. */
  void soon() {
    if (asked.compareAndSet(false, true)) {
      long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
      scheduler.schedule(this::beat, Math.max(0, GAP_MILLIS - since), TimeUnit.MILLISECONDS);
    }
  }

  void stop() {
    scheduler.shutdownNow();
  }

  private void beat() {
    asked.set(false);
    last = System.nanoTime();
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("the autoscaler missed a beat", e);
    }
  }
}
