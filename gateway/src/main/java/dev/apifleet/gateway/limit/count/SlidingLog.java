package dev.apifleet.gateway.limit.count;

import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers when units were admitted, and lets n more pass if with them no more than L fall into
 * the last window W:
 *
 * <pre>sum of units admitted in (now - W, now] + n &lt;= L</pre>
 *
 * <p>So no span of length W, wherever it begins, admits more than L. The log is kept in steps of s
 * = a thousandth of the window, at least a millisecond, and a step weighs as long as its last
 * millisecond must: so a counter never needs more than 1001 numbers (1011 with units taken ahead),
 * and units may weigh up to s longer than they must, which costs at most 0.1 % of what could be
 * admitted.
 *
 * <p><b>Units taken ahead</b> at t and spent by t + TTL weigh from t, and are logged at t + TTL, so
 * they weigh until t + TTL + W. Proof: let x end any window. Units spent in (x - W, x] were taken
 * at some t &lt;= x and have t + TTL &gt; x - W, so they weigh at x, and so they did at the last
 * charge before x, when all that weighed was at most L. The price is that units weigh up to TTL
 * longer than they must: with TTL = W / 100, at least 99 % of the limit is admitted.
 *
 * <p>Source: the sliding log is folklore; see C. Peters, "Better rate limiting with Redis sorted
 * sets" (ClassDojo engineering, 2014).
 */
final class SlidingLog implements Count {
  private static final long STEPS = 1_000;

  private final TreeMap<Long, Long> steps = new TreeMap<>();
  private Limit limit;
  private long now;
  private long sum;

  SlidingLog(Limit limit, long now, long used) {
    this.limit = limit;
    this.now = now;
    long carried = Math.min(used, limit.requests());
    if (carried > 0) {
      charge(carried, 0);
    }
  }

  private long step() {
    return Math.ceilDiv(limit.windowMillis(), STEPS);
  }

  /** When a step weighs no more. */
  private long end(long step) {
    return (step + 1) * step() - 1 + limit.windowMillis();
  }

  @Override
  public void advance(Limit limit, long now) {
    this.limit = limit;
    this.now = now;
    while (!steps.isEmpty() && end(steps.firstKey()) <= now) {
      sum -= steps.pollFirstEntry().getValue();
    }
  }

  @Override
  public long free(long leaseMillis) {
    return limit.requests() - sum;
  }

  @Override
  public long used() {
    return sum;
  }

  @Override
  public long validMillis(long leaseMillis) {
    return leaseMillis;
  }

  @Override
  public long charge(long units, long validMillis) {
    long step = Math.floorDiv(now + validMillis, step());
    steps.merge(step, units, Long::sum);
    sum += units;
    return step;
  }

  @Override
  public void giveBack(long units, long stamp) {
    Long charged = steps.get(stamp);
    if (charged != null) {
      long back = Math.min(charged, units);
      sum -= back;
      if (back == charged) {
        steps.remove(stamp);
      } else {
        steps.put(stamp, charged - back);
      }
    }
  }

  @Override
  public void forgive(long units) {
    long left = units;
    while (left > 0 && !steps.isEmpty()) {
      Map.Entry<Long, Long> last = steps.lastEntry();
      giveBack(left, last.getKey());
      left -= last.getValue();
    }
  }

  @Override
  public long waitMillis(long units, long leaseMillis) {
    long missing = units - free(leaseMillis);
    for (Map.Entry<Long, Long> step : steps.entrySet()) {
      missing -= step.getValue();
      if (missing <= 0) {
        return Math.max(1, end(step.getKey()) - now);
      }
    }
    return limit.windowMillis();
  }

  @Override
  public long resetMillis() {
    return steps.isEmpty() ? limit.windowMillis() : end(steps.lastKey()) - now;
  }
}
