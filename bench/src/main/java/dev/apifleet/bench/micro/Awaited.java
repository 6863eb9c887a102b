package dev.apifleet.bench.micro;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until something is the case that other threads work at. */
final class Awaited {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Awaited() {}

  static void that(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("what was waited for did not come");
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
