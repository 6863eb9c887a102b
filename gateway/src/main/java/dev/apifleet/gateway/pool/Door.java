package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The way into a pool: so many requests at once, and a bounded queue of further ones, the most
 * important first. Safe for any thread; a lock is taken only where requests wait.
 */
public final class Door {
  private static final Bounds NONE = new Bounds(Integer.MAX_VALUE, 0, 0, null);

  private final AtomicInteger underWay = new AtomicInteger();
  private final TreeSet<Ticket> queue = new TreeSet<>();
  private final LongAdder admitted = new LongAdder();
  private final LongAdder queued = new LongAdder();
  private final LongAdder full = new LongAdder();
  private final LongAdder displaced = new LongAdder();
  private final LongAdder late = new LongAdder();
  private volatile Bounds bounds = NONE;
  private volatile int waiting;
  private long tickets;

  private record Bounds(int most, int depth, long waitMillis, AdaptiveLimit adaptive) {
    int limit() {
      return adaptive == null ? most : adaptive.limit();
    }
  }

  /** From now on this holds; null for no limit. */
  synchronized void configure(ConcurrencyConfig config, int endpoints) {
    bounds = config == null ? NONE : bounds(config, endpoints);
    admitNext();
  }

  private Bounds bounds(ConcurrencyConfig config, int endpoints) {
    long each = config.perReplica() ? Math.max(1, endpoints) : 1;
    int most = (int) Math.min(Integer.MAX_VALUE, Math.max(1, config.limit() * each));
    AdaptiveLimit adaptive = null;
    if (config.adaptive()) {
      adaptive = bounds.adaptive() == null ? new AdaptiveLimit(most) : bounds.adaptive().to(most);
    }
    return new Bounds(most, config.queueDepth(), config.queueMillis(), adaptive);
  }

  /** Lets a request in, if it need not wait. */
  public boolean tryEnter() {
    if (waiting > 0 || !take()) {
      return false;
    }
    admitted.increment();
    return true;
  }

  private boolean take() {
    int limit = bounds.limit();
    int current = underWay.get();
    while (current < limit) {
      if (underWay.compareAndSet(current, current + 1)) {
        return true;
      }
      current = underWay.get();
    }
    return false;
  }

  /**
   * Takes a place in the queue, of the least important one where it is full.
   *
   * @return null when it is refused
   */
  public synchronized Ticket queue(int priority, int tier, Ticket.Waiter waiter) {
    Ticket ticket = new Ticket(priority, tier, tickets++, waiter);
    if (queue.size() >= bounds.depth()) {
      if (queue.isEmpty() || ticket.compareTo(queue.last()) > 0) {
        full.increment();
        return null;
      }
      displaced.increment();
      queue.pollLast().waiter().displaced();
    }
    queue.add(ticket);
    waiting = queue.size();
    queued.increment();
    admitNext();
    return ticket;
  }

  private synchronized void admitNext() {
    while (!queue.isEmpty() && take()) {
      admitted.increment();
      queue.pollFirst().waiter().admitted();
    }
    waiting = queue.size();
  }

  /**
   * Leaves the queue.
   *
   * @return false when it was admitted or displaced before
   */
  public synchronized boolean leave(Ticket ticket) {
    boolean left = queue.remove(ticket);
    waiting = queue.size();
    return left;
  }

  /** Leaves the queue because it has waited too long; false as for {@link #leave}. */
  public boolean expire(Ticket ticket) {
    boolean left = leave(ticket);
    if (left) {
      late.increment();
    }
    return left;
  }

  /** One that was let in has ended. */
  public void exit() {
    underWay.decrementAndGet();
    if (waiting > 0) {
      admitNext();
    }
  }

  /** One that was let in at the given time has got its answer. */
  public void answered(long since, long now) {
    AdaptiveLimit adaptive = bounds.adaptive();
    if (adaptive != null) {
      adaptive.sample(since, now - since, underWay.get());
    }
  }

  /** How long a request may wait. */
  public long waitMillis() {
    return bounds.waitMillis();
  }

  /** So many may be under way now. */
  public int limit() {
    return bounds.limit();
  }

  /** So many wait. */
  public int waiting() {
    return waiting;
  }

  /** Requests let in, at once or after a while. */
  public LongAdder admitted() {
    return admitted;
  }

  /** Requests that had to wait, whatever became of them. */
  public LongAdder queued() {
    return queued;
  }

  /** Requests refused by a full queue. */
  public LongAdder full() {
    return full;
  }

  /** Requests refused for a more important one. */
  public LongAdder displaced() {
    return displaced;
  }

  /** Requests that waited too long. */
  public LongAdder late() {
    return late;
  }
}
