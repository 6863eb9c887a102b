package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.lease.Timers;
import io.vertx.core.Vertx;

/** This machine's time, and alarms on its event loops. */
public record VertxTimers(Vertx vertx) implements Timers {
  private static final long NANOS = 1_000_000;

  @Override
  public long millis() {
    return System.nanoTime() / NANOS;
  }

  @Override
  public void after(long millis, Runnable action) {
    vertx.setTimer(millis, _ -> action.run());
  }
}
