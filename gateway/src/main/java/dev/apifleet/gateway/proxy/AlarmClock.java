package dev.apifleet.gateway.proxy;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Rings the alarms of a lane. One is set and called off for nearly every request, and hardly any
 * rings: so both cost a few writes, in a hashed timing wheel (G. Varghese and T. Lauck, "Hashed and
 * Hierarchical Timing Wheels", scheme 6) that one timer turns while there is something in it.
 * Confined to one event loop.
 */
final class AlarmClock {
  /** How late an alarm may be that waits for long. */
  static final long TICK_MILLIS = 10;

  /** What waits for less than this has a timer of its own, to be on time. */
  static final long LONG_MILLIS = 100;

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
  private static final int SLOTS = 1024;

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final Alarm[] slots = new Alarm[SLOTS];
  private final Queue<Alarm> due = new ArrayDeque<>();
  private long tick;
  private int waiting;
  private boolean turning;

  AlarmClock(Vertx vertx, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
  }

  Vertx timers() {
    return vertx;
  }

  /** Never rings it early. */
  void add(Alarm alarm, long millis) {
    long now = nanoTime.getAsLong();
    if (!turning) {
      turning = true;
      tick = now / TICK_NANOS;
      vertx.setPeriodic(TICK_MILLIS, this::turn);
    }
    alarm.dueTick = (now + TimeUnit.MILLISECONDS.toNanos(millis)) / TICK_NANOS + 1;
    int slot = slot(alarm.dueTick);
    alarm.after = slots[slot];
    if (alarm.after != null) {
      alarm.after.before = alarm;
    }
    slots[slot] = alarm;
    waiting++;
  }

  private static int slot(long tick) {
    return (int) tick & SLOTS - 1;
  }

  void remove(Alarm alarm) {
    if (alarm.before != null) {
      alarm.before.after = alarm.after;
    } else {
      slots[slot(alarm.dueTick)] = alarm.after;
    }
    if (alarm.after != null) {
      alarm.after.before = alarm.before;
    }
    alarm.before = null;
    alarm.after = null;
    alarm.dueTick = Alarm.NEVER;
    waiting--;
  }

  private void turn(long timer) {
    if (waiting == 0) {
      turning = false;
      vertx.cancelTimer(timer);
      return;
    }
    long now = nanoTime.getAsLong() / TICK_NANOS;
    for (long passed = Math.max(tick + 1, now - SLOTS + 1); passed <= now; passed++) {
      collect(slots[slot(passed)], now);
    }
    tick = now;
    for (Alarm next = due.poll(); next != null; next = due.poll()) {
      next.ring();
    }
  }

  /** What rings may set and call off others, so all that is due is taken out before. */
  private void collect(Alarm first, long now) {
    for (Alarm alarm = first; alarm != null; ) {
      Alarm next = alarm.after;
      if (alarm.dueTick <= now) {
        remove(alarm);
        due.add(alarm);
      }
      alarm = next;
    }
  }
}
