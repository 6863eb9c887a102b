package dev.apifleet.gateway.limit.lease;

import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask.Charge;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.lease.Charged.By;
import java.util.ArrayList;
import java.util.List;

/**
 * What one gateway knows and holds of one counter: a slice of units taken ahead, a refusal that is
 * still good, and what it has admitted itself. Safe for threads; never calls out while it is
 * locked.
 *
 * <p><b>Size of a slice.</b> It follows demand: it doubles with each question that comes within the
 * life of a slice, and else falls to what the last slice was used for. A key that is asked for once
 * in a while takes nothing ahead.
 *
 * <p><b>Time.</b> The store says for how many milliseconds a slice may be spent; they are counted
 * from when it was asked for, which is before the store's clock was read. So a slice ends in time
 * without any clock of the gateway's but one that measures spans.
 */
public final class Slot {
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final Counter counter;
  private final OwnCount own;

  private long left;
  private long stamp;
  private long validUntil = NEVER;

  private long ahead;
  private long lastAhead;
  private long askedAt = NEVER;
  private boolean asking;
  private long waitingCost;
  private long askedWaiting;
  private long reserved;
  private List<Decision> waiting = new ArrayList<>();

  private Refusal refusal;

  private long remaining = -1;
  private long resetAt = NEVER;

  private boolean alone;
  private long owed;

  /** A counter of which this gateway knows nothing yet. */
  public Slot(Counter counter) {
    this(counter, new OwnCount(Math.max(1, counter.limit().turnoverMillis())));
  }

  private Slot(Counter counter, OwnCount own) {
    this.counter = counter;
    this.own = own;
  }

  /** The same counter by a newer plan: what this gateway has admitted itself is not forgotten. */
  public synchronized Slot by(Counter newer) {
    if (!newer.limit().equals(counter.limit())) {
      return new Slot(newer);
    }
    Slot slot = new Slot(newer, own);
    slot.refusal = refusal;
    slot.remaining = remaining;
    slot.resetAt = resetAt;
    return slot;
  }

  public Counter counter() {
    return counter;
  }

  boolean isLeased() {
    return counter.leaseMillis() > 0;
  }

  /** The refusal that still holds for such a cost, as it stands now, or null. */
  synchronized Standing refusal(long cost, long now) {
    if (refusal != null && refusal.isOver(now)) {
      refusal = null;
    }
    return refusal == null || cost < refusal.cost() ? null : refusal.standing(now);
  }

  /**
   * Takes units from the slice at hand; null where there are not so many.
   *
   * @param served whether for a request that has waited, whose units were granted with the last
   *     answer and decided by it
   */
  synchronized Charged spend(long cost, boolean served, long now) {
    if (served && reserved >= cost) {
      reserved -= cost;
    } else if (left >= cost && now < validUntil) {
      left -= cost;
    } else {
      return null;
    }
    own.add(cost, now);
    return new Charged(this, cost, stamp, By.STORE);
  }

  /** Puts units back that were charged and are not needed; false where the slice is over. */
  synchronized boolean putBack(long units, long chargedTo, long now) {
    own.add(-units, now);
    if (now >= validUntil || stamp != chargedTo) {
      return false;
    }
    left += units;
    return true;
  }

  /** Takes units away that a request turned out to cost besides, as far as the slice goes. */
  synchronized long takeMore(long units, long now) {
    own.add(units, now);
    if (now >= validUntil) {
      return units;
    }
    long taken = Math.min(units, left);
    left -= taken;
    return units - taken;
  }

  /** Whether the caller may ask the store; else it is called again when the answer is there. */
  synchronized boolean beginAsking(Decision decision, long now) {
    if (asking) {
      waiting.add(decision);
      return false;
    }
    asking = true;
    boolean soon = now - askedAt < counter.leaseMillis();
    long used = Math.max(0, lastAhead - left);
    ahead = Math.min(soon ? Math.max(1, 2 * ahead) : used, counter.limit().requests());
    askedAt = now;
    return true;
  }

  /** A decision waits no longer; false where it has been called already. */
  synchronized boolean leave(Decision decision) {
    return waiting.remove(decision);
  }

  /** Those who wait for an answer; from now on the next one may ask. */
  synchronized List<Decision> endAsking() {
    asking = false;
    List<Decision> all = waiting;
    waiting = new ArrayList<>();
    return all;
  }

  /** How much those will need who are called after the one that is called next. */
  synchronized void waitingCost(long cost) {
    waitingCost = cost;
  }

  synchronized Charge charge(long cost) {
    askedWaiting = waitingCost;
    return isLeased()
        ? new Charge(counter, cost, askedWaiting, ahead)
        : new Charge(counter, cost, 0, 0);
  }

  /** What is left of a slice that is over or too small, taken out for giving back. */
  synchronized Leftover leftover(long now, boolean evenIfValid) {
    if (left == 0 || !evenIfValid && now < validUntil) {
      return null;
    }
    return takeOut(left);
  }

  private Leftover takeOut(long units) {
    left -= units;
    lastAhead = Math.max(0, lastAhead - units);
    return new Leftover(counter, units, stamp);
  }

  /** Units to give back. */
  record Leftover(Counter counter, long units, long stamp) {}

  /**
   * The store granted units, of which a request takes its cost, and others have waited for some.
   */
  synchronized void granted(Grant grant, long cost, long asked, long now) {
    heard(grant.remaining(), grant.resetMillis(), now);
    refusal = null;
    own.add(cost, now);
    if (isLeased()) {
      reserved = Math.min(grant.units() - cost, askedWaiting);
      left = grant.units() - cost - reserved;
      lastAhead = left;
      stamp = grant.stamp();
      validUntil = asked + grant.validMillis();
    }
  }

  /** Those who have waited were served; returns what was granted for them and is not needed. */
  synchronized Leftover endServing(long now) {
    waitingCost = 0;
    left += reserved;
    reserved = 0;
    return left > 0 && now >= validUntil ? takeOut(left) : null;
  }

  /** Whether there is a slice at hand that can still be spent. */
  synchronized boolean holds(long now) {
    return left > 0 && now < validUntil;
  }

  /** When the slice at hand is over. */
  synchronized long validUntil() {
    return validUntil;
  }

  /** The store refused a cost. */
  synchronized void refused(Standing standing, long cost, long now) {
    heard(standing.remaining(), standing.resetMillis(), now);
    if (standing.exhausted()) {
      refusal = new Refusal(standing, cost, now);
    }
  }

  private void heard(long newRemaining, long resetMillis, long now) {
    remaining = newRemaining;
    resetAt = now + resetMillis;
    alone = false;
  }

  /** What is left, as far as this gateway knows. */
  synchronized Standing standing(long now) {
    long inStore = now < resetAt ? Math.max(0, remaining) : counter.limit().most();
    return new Standing(false, inStore + left, Math.max(0, resetAt - now), 0, 0);
  }

  /** Forgets what it holds and knows, since the counter was reset. */
  public synchronized void forget() {
    left = 0;
    validUntil = NEVER;
    refusal = null;
    remaining = -1;
    resetAt = NEVER;
    alone = false;
  }

  /** Forgets that the counter was exhausted, since it was given units back. */
  public synchronized void reconsider() {
    refusal = null;
  }

  /**
   * How much of its share this gateway has used when it begins to decide alone; -1 where it has
   * begun before. That is what it has itself admitted, or more where the store said last that less
   * is left than all shares together.
   */
  synchronized long beginAlone(long share, long now) {
    if (alone) {
      return -1;
    }
    alone = true;
    long used = Math.min(share, own.estimate(now));
    boolean known = remaining >= 0 && now < resetAt;
    return known ? Math.max(used, share - remaining / counter.holders()) : used;
  }

  /** Admitted alone, and owed to the store. */
  synchronized void admittedAlone(long cost, long now) {
    own.add(cost, now);
    owed += cost;
  }

  /** What was admitted alone is given back. */
  synchronized void owesLess(long units) {
    owed -= Math.min(owed, units);
  }

  synchronized void owesMore(long units) {
    owed += units;
  }

  /** What is owed to the store, taken out for paying. */
  synchronized long pay() {
    long units = owed;
    owed = 0;
    return units;
  }
}
