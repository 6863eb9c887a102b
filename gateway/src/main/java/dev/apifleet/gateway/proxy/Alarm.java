package dev.apifleet.gateway.proxy;

/** Something that is due at one time, and can be called off. Confined to one event loop. */
final class Alarm {
  static final long NEVER = -1;
  private static final long NONE = -1;

  private final AlarmClock clock;
  private Runnable action;
  private long timer = NONE;

  /** Its place in the clock: of those that are due at the same time, the one before and after. */
  Alarm before;

  Alarm after;
  long dueTick = NEVER;

  Alarm(AlarmClock clock) {
    this.clock = clock;
  }

  /** Due after this time, at least 1 ms; whatever was due before is called off. */
  void set(long millis, Runnable then) {
    cancel();
    action = then;
    if (millis < AlarmClock.LONG_MILLIS) {
      timer = clock.timers().setTimer(Math.max(1, millis), _ -> timedOut());
    } else {
      clock.add(this, millis);
    }
  }

  private void timedOut() {
    timer = NONE;
    ring();
  }

  /** It is due, unless another that rang just now has called it off or set it anew. */
  void ring() {
    if (timer == NONE && dueTick == NEVER && action != null) {
      Runnable then = action;
      action = null;
      then.run();
    }
  }

  void cancel() {
    action = null;
    if (timer != NONE) {
      clock.timers().cancelTimer(timer);
      timer = NONE;
    } else if (dueTick != NEVER) {
      clock.remove(this);
    }
  }
}
