package dev.apifleet.gateway.limit.lease;

import java.util.PriorityQueue;

/** Time that moves when a test says so, with alarms in it. */
final class VirtualTime implements Timers {
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private long now = 1_000;
  private long count;

  private record Alarm(long at, long number, Runnable action) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public void after(long millis, Runnable action) {
    alarms.add(new Alarm(now + millis, count++, action));
  }

  /** Lets time pass, and what is due happen. */
  void pass(long millis) {
    long end = now + millis;
    while (!alarms.isEmpty() && alarms.peek().at() <= end) {
      Alarm next = alarms.poll();
      now = Math.max(now, next.at());
      next.action().run();
    }
    now = end;
  }
}
