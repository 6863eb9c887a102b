package dev.apifleet.gateway.limit.count;

/**
 * What is in a bucket that leaks evenly, L a window W: the arithmetic that a token bucket and a
 * leaky bucket share, being mirror images of each other (Wikipedia, "Leaky bucket", as a meter; the
 * Generic Cell Rate Algorithm, ITU-T I.371, is the same rule with times in place of levels).
 *
 * <p>The level is kept in units of 1 / W, with W in ticks, so that each tick takes exactly L of
 * them away, and one request is W of them: whole numbers only. Where a tick is longer than a
 * millisecond, spans count in whole ticks, so up to one tick longer.
 *
 * <p><b>Giving back.</b> Had n units never been charged, the bucket could have been empty for a
 * while since, when nothing flows out of it; so not all n may be missing from the level today. What
 * is taken back is the greater of two amounts, and with both the level is never below what it would
 * be, had those units never been charged:
 *
 * <ul>
 *   <li>n less all that can have flowed out since, L * age / W;
 *   <li>n, or if that is less, the lowest that the level has been since: without them it would have
 *       been lower by as much all that time, and so never empty. Two numbers are kept for it,
 *       "since this tick it has never been lower than low", from which all that is given back is
 *       taken off too. They begin anew with a charge that makes the level more than four times the
 *       low; what was charged before is given back by the first rule alone.
 * </ul>
 */
final class Level {
  private Limit limit;
  private long capacity;
  private long at;
  private long level;
  private long since;
  private long low;

  /**
   * @param capacity in requests
   */
  Level(Limit limit, long capacity, long now, long used) {
    this.limit = limit;
    this.capacity = capacity;
    this.at = Math.floorDiv(now, limit.tick());
    this.level = Math.min(used, capacity) * limit.window();
    this.since = at;
    this.low = level;
  }

  void advance(Limit limit, long capacity, long now) {
    long tick = Math.floorDiv(now, limit.tick());
    this.limit = limit;
    this.capacity = capacity;
    level -= leak(tick - at, level);
    low = Math.min(low, level);
    at = tick;
  }

  /** What flows out in so many ticks, up to so much; the shorter time keeps the product small. */
  private long leak(long ticks, long most) {
    long emptied = limit.requests() == 0 ? 0 : Math.ceilDiv(most, limit.requests());
    return Math.min(most, Math.min(ticks, emptied) * limit.requests());
  }

  /** Room in units of 1 / W, less what flows out while units that are taken ahead may be held. */
  private long room(long leaseMillis) {
    long held = Math.ceilDiv(leaseMillis * limit.requests(), limit.tick());
    return capacity * limit.window() - held - level;
  }

  long free(long leaseMillis) {
    return Math.floorDiv(room(leaseMillis), limit.window());
  }

  long used() {
    return Math.ceilDiv(level, limit.window());
  }

  /** Returns the tick, as the stamp for giving back. */
  long charge(long units) {
    level += units * limit.window();
    if (level > 4 * low) {
      since = at;
      low = level;
    }
    return at;
  }

  void giveBack(long units, long stamp) {
    long whole = units * limit.window();
    if (stamp <= at) {
      long sure = stamp >= since ? Math.min(whole, low) : 0;
      level = Math.max(0, level - Math.max(sure, whole - leak(at - stamp, whole)));
      low = Math.max(0, low - whole);
    }
  }

  /** Lets units flow out at once. */
  void forgive(long units) {
    level -= Math.min(units * limit.window(), level);
    low = Math.min(low, level);
  }

  long waitMillis(long units, long leaseMillis) {
    long missing = units * limit.window() - room(leaseMillis);
    if (limit.requests() == 0 || missing > level) {
      return limit.windowMillis();
    }
    return Math.max(1, millis(missing));
  }

  /** Until a level has flowed out. */
  long millis(long outflow) {
    return limit.requests() == 0
        ? limit.windowMillis()
        : Math.max(0, Math.ceilDiv(outflow, limit.requests())) * limit.tick();
  }

  long resetMillis() {
    return millis(level);
  }

  /** Until what was there before so many units has flowed out. */
  long millisBefore(long units) {
    return millis(level - units * limit.window());
  }
}
