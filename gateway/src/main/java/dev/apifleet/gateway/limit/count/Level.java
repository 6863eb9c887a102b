package dev.apifleet.gateway.limit.count;

/**
 * What is in a bucket that leaks evenly, L a window W: the arithmetic that a token bucket and a
 * leaky bucket share, being mirror images of each other (Wikipedia, "Leaky bucket", as a meter; the
 * Generic Cell Rate Algorithm, ITU-T I.371, is the same rule with times in place of levels).
 *
 * <p>The level is kept in units of 1 / W, with W in ticks, so that each tick takes exactly L of
 * them away, and one request is W of them: whole numbers only.
 */
final class Level {
  private Limit limit;
  private long capacity;
  private long at;
  private long level;

  /**
   * @param capacity in requests
   */
  Level(Limit limit, long capacity, long now, long used) {
    this.limit = limit;
    this.capacity = capacity;
    this.at = Math.floorDiv(now, limit.tick());
    this.level = Math.min(used, capacity) * limit.window();
  }

  void advance(Limit limit, long capacity, long now) {
    long tick = Math.floorDiv(now, limit.tick());
    this.limit = limit;
    this.capacity = capacity;
    // More than a window empties any level but a debt; the bound keeps the product small.
    long leaked = Math.min(tick - at, most()) * limit.requests();
    level = Math.max(0, level - leaked);
    at = tick;
  }

  private long most() {
    return limit.requests() == 0 ? 0 : Math.ceilDiv(level, limit.requests());
  }

  /** Room in units of 1 / W, less what flows out while units that are taken ahead may be held. */
  private long room(long leaseMillis) {
    long held = Math.ceilDiv(leaseMillis, limit.tick()) * limit.requests();
    return capacity * limit.window() - held - level;
  }

  long free(long leaseMillis) {
    return Math.floorDiv(room(leaseMillis), limit.window());
  }

  long used() {
    return Math.ceilDiv(level, limit.window());
  }

  void charge(long units) {
    level += units * limit.window();
  }

  void giveBack(long units) {
    level = Math.max(0, level - units * limit.window());
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
