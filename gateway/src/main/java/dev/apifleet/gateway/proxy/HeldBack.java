package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.overload.Shedder;

/**
 * A refusal that waits a while, and its connection with it. Reading a request and refusing it costs
 * a good part of serving it; a client that asks again at once would leave an overloaded gateway
 * little time for those that it should serve. While it waits, it costs nothing.
 */
final class HeldBack {
  /** A connection is refused no more often than this lets it. */
  static final long MILLIS = 500;

  private final Shedder shedder;
  private final Alarm alarm;
  private boolean waiting = true;

  private HeldBack(Lane lane) {
    this.shedder = lane.shedder();
    this.alarm = new Alarm(lane.clock());
  }

  /** Refuses later; until then the request makes no work. */
  static HeldBack hold(Lane lane, Runnable refuse) {
    HeldBack held = new HeldBack(lane);
    held.shedder.ended();
    held.alarm.set(
        MILLIS,
        () -> {
          held.cancel();
          refuse.run();
        });
    return held;
  }

  /** The request has ended otherwise, such as by its client. */
  void cancel() {
    if (waiting) {
      waiting = false;
      alarm.cancel();
      shedder.began();
    }
  }
}
