package dev.apifleet.gateway.overload;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How late the ticks of event loops come; one that does not come at all counts too. */
final class LoopLag {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<Loop> loops = new CopyOnWriteArrayList<>();

  private static final class Loop {
    private final AtomicLong latest = new AtomicLong();
    private volatile long due;

    private void tick(long now) {
      latest.accumulateAndGet(now - due, Math::max);
      due = now + TICK;
    }

    private long take(long now) {
      return Math.max(latest.getAndSet(0), now - due);
    }
  }

  /** Watches the event loop that this is called on, for as long as it runs. */
  void watch(Vertx vertx) {
    Loop loop = new Loop();
    loop.due = System.nanoTime() + TICK;
    vertx.setPeriodic(TimeUnit.NANOSECONDS.toMillis(TICK), _ -> loop.tick(System.nanoTime()));
    loops.add(loop);
  }

  /** The worst since the last question, in milliseconds. */
  double worstMillis() {
    long now = System.nanoTime();
    long worst = 0;
    for (Loop loop : loops) {
      worst = Math.max(worst, loop.take(now));
    }
    return worst / 1e6;
  }
}
