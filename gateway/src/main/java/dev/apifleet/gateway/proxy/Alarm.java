package dev.apifleet.gateway.proxy;

import io.vertx.core.Vertx;

/** Something that is due at one time, and can be called off. Confined to one event loop. */
final class Alarm {
  private static final long NONE = -1;

  private final Vertx vertx;
  private long timer = NONE;

  Alarm(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Due after this time, at least 1 ms; whatever was due before is called off. */
  void set(long millis, Runnable action) {
    cancel();
    timer =
        vertx.setTimer(
            Math.max(1, millis),
            _ -> {
              timer = NONE;
              action.run();
            });
  }

  void cancel() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }
}
