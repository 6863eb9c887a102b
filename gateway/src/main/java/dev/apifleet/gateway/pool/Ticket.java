package dev.apifleet.gateway.pool;

import java.util.Comparator;

/**
 * A request's place in the queue before a pool: the more important first, among equals the one that
 * came first.
 *
 * @param priority of the rule; more is more important
 * @param tier of the subscriber; decides among equal priorities
 * @param number counts the tickets of a queue
 */
public record Ticket(int priority, int tier, long number, Waiter waiter)
    implements Comparable<Ticket> {
  private static final Comparator<Ticket> ORDER =
      Comparator.comparingInt(Ticket::priority)
          .thenComparingInt(Ticket::tier)
          .reversed()
          .thenComparingLong(Ticket::number);

  /** The one who waits; told once, on any thread, and never after it has left. */
  public interface Waiter {
    void admitted();

    /** A more important one has taken its place. */
    void displaced();
  }

  @Override
  public int compareTo(Ticket other) {
    return ORDER.compare(this, other);
  }
}
