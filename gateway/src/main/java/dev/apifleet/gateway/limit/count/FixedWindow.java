package dev.apifleet.gateway.limit.count;

/**
 * Counts what was admitted since its window began; the window begins with the key's first request,
 * and a new one with the first request after it. With c the count, n units pass if
 *
 * <pre>c + n &lt;= L</pre>
 *
 * <p>So each window admits at most L, and any span as long as a window, lying across two, at most 2
 * L: the algorithm's known weakness, for which it costs two numbers.
 *
 * <p><b>Units taken ahead</b> may be spent until t + TTL or the window's last millisecond,
 * whichever is first: they are spent in the window that they were charged to, so its count is never
 * below what was admitted in it.
 *
 * <p>Source: R. Hu et al., "Rate limiting strategies and techniques" (Google Cloud Architecture
 * Center, 2019), fixed window.
 */
final class FixedWindow implements Count {
  private Limit limit;
  private long now;
  private long start;
  private long count;

  FixedWindow(Limit limit, long now, long used) {
    this.limit = limit;
    this.now = now;
    this.start = now;
    this.count = Math.min(used, limit.requests());
  }

  @Override
  public void advance(Limit limit, long now) {
    this.limit = limit;
    this.now = now;
    if (now - start >= limit.windowMillis()) {
      start = now;
      count = 0;
    }
  }

  @Override
  public long free(long leaseMillis) {
    return limit.requests() - count;
  }

  @Override
  public long used() {
    return count;
  }

  @Override
  public long validMillis(long leaseMillis) {
    return Math.min(leaseMillis, resetMillis() - 1);
  }

  @Override
  public long charge(long units, long validMillis) {
    count += units;
    return start;
  }

  @Override
  public void giveBack(long units, long stamp) {
    if (stamp == start) {
      count = Math.max(0, count - units);
    }
  }

  @Override
  public void forgive(long units) {
    count = Math.max(0, count - units);
  }

  @Override
  public long waitMillis(long units, long leaseMillis) {
    return units > limit.requests() ? limit.windowMillis() : resetMillis();
  }

  @Override
  public long resetMillis() {
    return limit.windowMillis() - (now - start);
  }
}
