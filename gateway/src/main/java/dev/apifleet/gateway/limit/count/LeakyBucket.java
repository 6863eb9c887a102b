package dev.apifleet.gateway.limit.count;

/**
 * A bucket that requests fill and that leaks L a window W; n units pass if they still fit in.
 *
 * <p>Policing (no delay allowed): requests pass at once as long as there is room for them in the
 * bucket of size B, which is the mirror image of a {@link TokenBucket}, proof for units taken ahead
 * included.
 *
 * <p>Queueing (a delay of D allowed): requests leave as evenly as the bucket leaks. Each waits
 * until what was in the bucket before it has flowed out, so after any first one the next leaves W /
 * L later, and any span of length w lets at most 1 + L * w / W leave (delays are rounded up to
 * ticks, so w counts as one or two ticks longer). It is refused where it would wait longer than D,
 * or where the bucket is full: the bucket's size then is the smaller of B and floor(D * L / W) + 1.
 * Each request has a turn of its own, so nothing is taken ahead, and a turn that is given back
 * passes unused: those behind it have been told theirs.
 *
 * <p>Source: J. Turner, "New directions in communications", 1986 (as a meter); A. Tanenbaum,
 * "Computer Networks" (as a queue).
 */
final class LeakyBucket implements Count {
  private final Level level;
  private long lastCharge;
  private Limit limit;

  LeakyBucket(Limit limit, long now, long used) {
    this.limit = limit;
    this.level = new Level(limit, size(limit), now, used);
  }

  private static long size(Limit limit) {
    if (limit.maxDelayMillis() == 0) {
      return limit.capacity();
    }
    long waiting = limit.maxDelayMillis() / limit.tick() * limit.requests() / limit.window();
    return Math.min(limit.capacity(), waiting + 1);
  }

  @Override
  public void advance(Limit limit, long now) {
    this.limit = limit;
    level.advance(limit, size(limit), now);
  }

  @Override
  public long free(long leaseMillis) {
    return level.free(leaseMillis);
  }

  @Override
  public long used() {
    return level.used();
  }

  @Override
  public long validMillis(long leaseMillis) {
    return leaseMillis;
  }

  @Override
  public long charge(long units, long validMillis) {
    lastCharge = units;
    return level.charge(units);
  }

  @Override
  public void giveBack(long units, long stamp) {
    if (limit.maxDelayMillis() == 0) {
      level.giveBack(units, stamp);
    }
  }

  @Override
  public void forgive(long units) {
    level.forgive(units);
  }

  @Override
  public long waitMillis(long units, long leaseMillis) {
    return level.waitMillis(units, leaseMillis);
  }

  @Override
  public long resetMillis() {
    return level.resetMillis();
  }

  @Override
  public long delayMillis() {
    return limit.maxDelayMillis() == 0 ? 0 : level.millisBefore(lastCharge);
  }
}
