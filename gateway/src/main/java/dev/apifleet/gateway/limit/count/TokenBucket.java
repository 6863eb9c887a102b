package dev.apifleet.gateway.limit.count;

/**
 * A bucket of B tokens that is refilled by L a window W; each unit takes one, and n units pass if
 * there are n. So B pass at once from a full bucket, and L a window for as long as one likes: any
 * span of length w admits at most B + L * w / W. What is counted here is how many tokens are
 * missing, which {@link Level} lets flow out; then a change of B or L keeps what was taken.
 *
 * <p><b>Units taken ahead</b> at t are spent by t + TTL. Those that are spent in a span [a, b] were
 * taken in [a - TTL, b], so with a bucket of B' they are at most B' + L * (b - a + TTL) / W. That
 * is at most B + L * (b - a) / W, what the algorithm allows, where B' = B - L * TTL / W: what can
 * be held is taken off the bucket. With a TTL of a hundredth of the time that fills the bucket, B'
 * is 99 % of B. Giving back what was not spent leaves the bucket no fuller than if it had never
 * been taken, as {@link Level} says.
 *
 * <p>Source: J. Turner, "New directions in communications (or which way to the information age?)",
 * IEEE Communications Magazine 24 (10), 1986; RFC 2697 has the vocabulary.
 */
final class TokenBucket implements Count {
  private final Level missing;

  TokenBucket(Limit limit, long now, long used) {
    missing = new Level(limit, limit.capacity(), now, used);
  }

  @Override
  public void advance(Limit limit, long now) {
    missing.advance(limit, limit.capacity(), now);
  }

  @Override
  public long free(long leaseMillis) {
    return missing.free(leaseMillis);
  }

  @Override
  public long used() {
    return missing.used();
  }

  @Override
  public long validMillis(long leaseMillis) {
    return leaseMillis;
  }

  @Override
  public long charge(long units, long validMillis) {
    return missing.charge(units);
  }

  @Override
  public void giveBack(long units, long stamp) {
    missing.giveBack(units, stamp);
  }

  @Override
  public void forgive(long units) {
    missing.forgive(units);
  }

  @Override
  public long waitMillis(long units, long leaseMillis) {
    return missing.waitMillis(units, leaseMillis);
  }

  @Override
  public long resetMillis() {
    return missing.resetMillis();
  }
}
