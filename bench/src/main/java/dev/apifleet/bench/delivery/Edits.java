package dev.apifleet.bench.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Edits of routes at an even rate, made by several writers, as a busy platform makes them. */
final class Edits implements AutoCloseable {
  private static final int WRITERS = 4;

  private final Site site;
  private final AtomicLong made = new AtomicLong();
  private final long began = System.nanoTime();
  private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
  private volatile boolean over;

  Edits(Site site, int perSecond) {
    this.site = site;
    for (int i = 0; i < WRITERS; i++) {
      int first = i;
      writers.execute(() -> write(first, perSecond));
    }
  }

  private void write(int first, int perSecond) {
    for (long i = first; !over; i += WRITERS) {
      long due = began + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
      site.update(Route.answering("route-" + i % site.routes(), i + 1));
      made.incrementAndGet();
    }
  }

  double perSecond() {
    return made.get() * 1e9 / (System.nanoTime() - began);
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    writers.shutdown();
    writers.awaitTermination(1, TimeUnit.MINUTES);
  }
}
