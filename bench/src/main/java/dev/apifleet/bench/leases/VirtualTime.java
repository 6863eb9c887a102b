package dev.apifleet.bench.leases;

import java.util.PriorityQueue;

/** Time that moves as fast as what is to happen in it can be computed, in microseconds. */
final class VirtualTime {
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long count;

  private record Event(long at, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  long micros() {
    return now;
  }

  void after(long micros, Runnable action) {
    events.add(new Event(now + micros, count++, action));
  }

  /** Lets all happen that is due by then. */
  void passTo(long then) {
    while (!events.isEmpty() && events.peek().at() <= then) {
      Event next = events.poll();
      now = next.at();
      next.action().run();
    }
    now = then;
  }
}
