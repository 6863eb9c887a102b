package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.ConcurrencyConfig;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * The way into a pool: so many requests at once, and a bounded queue of further ones, the most
 * important first. Safe for any thread; a lock is taken only where requests wait.
 */
public final class Door {
  private final AtomicInteger underWay = new AtomicInteger();
  private final TreeSet<Ticket> queue = new TreeSet<>();
  private final LongAdder admitted = new LongAdder();
  private final LongAdder queued = new LongAdder();
  private final LongAdder full = new LongAdder();
  private final LongAdder displaced = new LongAdder();
  private final LongAdder late = new LongAdder();
  private volatile Bounds bounds = Bounds.NONE;
  private volatile int waiting;
  private long tickets;

  /** The first ticket since the pool has shown that it works. */
  private long provenAt;

  /** So many wait that have come before. */
  private int early;

  private ConcurrencyConfig limits;
  private int replicas;
  private int gateways = 1;

  /** What holds when the pool is awake. */
  private Bounds usual = Bounds.NONE;

  /** Null where nobody waits for a first endpoint. */
  private ActivationConfig room;

  private Waking waking = new Waking();

  /**
   * From now on this holds.
   *
   * @param endpoints how many there are
   * @param usable how many of them take requests, where there is a limit for each; counted in turn
   *     with {@link #recount}
   */
  synchronized void configure(PoolConfig config, int endpoints, IntSupplier usable, long now) {
    limits = config.concurrency();
    replicas = limits != null && limits.perReplica() ? usable.getAsInt() : 0;
    bound();
    if (room != null && config.activation() == null) {
      waking = new Waking();
    }
    room = config.activation();
    if (room != null) {
      waking.endpoints(endpoints, now);
    }
    admitNext();
  }

  /** Others take requests now, or fewer; they are counted in turn, so that the last count holds. */
  synchronized void recount(IntSupplier usable) {
    if (limits != null && limits.perReplica()) {
      replicas = usable.getAsInt();
      bound();
      admitNext();
    }
  }

  /** From now on a shared limit is for so many gateways together. */
  synchronized void shareAmong(int all) {
    if (all != gateways) {
      gateways = all;
      bound();
      admitNext();
    }
  }

  private void bound() {
    usual = Bounds.of(limits, replicas, gateways, usual.adaptive());
  }

  /** Until the pool has shown that it works, and nobody is left who came before. */
  private void settle() {
    boolean wakes =
        room != null && (waking.isAsleep() || waking.isUnproven() || bounds.waking() && early > 0);
    bounds = wakes ? usual.waking(waking.most(gateways), room) : usual;
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
   * Takes a place in the queue, of the least important one where it is full; goes in where it need
   * not wait any more.
   *
   * @return null when it is refused
   */
  public synchronized Ticket queue(int priority, int tier, Ticket.Waiter waiter, long now) {
    waking.call(now);
    Ticket ticket = new Ticket(priority, tier, tickets++, waiter);
    if (queue.isEmpty() && take()) {
      admitted.increment();
      waiter.admitted();
      return ticket;
    }
    if (queue.size() >= bounds.depth()) {
      if (queue.isEmpty() || ticket.compareTo(queue.last()) > 0) {
        full.increment();
        return null;
      }
      displaced.increment();
      out(queue.pollLast()).waiter().displaced();
    }
    queue.add(ticket);
    waiting = queue.size();
    queued.increment();
    admitNext();
    return ticket;
  }

  private synchronized void admitNext() {
    settle();
    while (!queue.isEmpty() && take()) {
      admitted.increment();
      out(queue.pollFirst()).waiter().admitted();
    }
    waiting = queue.size();
    settle();
  }

  private Ticket out(Ticket ticket) {
    if (ticket.number() < provenAt) {
      early--;
    }
    return ticket;
  }

  /**
   * Leaves the queue.
   *
   * @return false when it was admitted or displaced before
   */
  public synchronized boolean leave(Ticket ticket) {
    boolean left = queue.remove(ticket);
    if (left) {
      out(ticket);
    }
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

  /**
   * One that was let in while the pool was waking has an answer, or takes so long that the others
   * need not wait for it.
   */
  public void widen() {
    if (bounds.waking()) {
      synchronized (this) {
        if (waking.isUnproven()) {
          provenAt = tickets;
          early = queue.size();
        }
        waking.widen();
        admitNext();
      }
    }
  }

  /** Whether requests wait where there is no endpoint. */
  public synchronized boolean isRoom() {
    return room != null;
  }

  /** Whether there is no endpoint, or none has answered since there was none. */
  public boolean isWaking() {
    return bounds.waking();
  }

  /** Whether somebody waits where there is no endpoint. */
  public boolean awaitsEndpoints() {
    return waiting > 0 && bounds.waking() && bounds.most() == 0;
  }

  /** When it may be worth to come back to a pool that is waking, in seconds. */
  public synchronized long secondsLeft(long now) {
    return waking.secondsLeft(now);
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
