package dev.apifleet.gateway.limit.count;

import dev.apifleet.gateway.limit.count.Answer.Grant;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Ask.Charge;

/**
 * One key's counter, with what all algorithms have in common: a clock that never goes back, the
 * carry-over when the algorithm changes, and the size of slices.
 *
 * <p><b>Clock.</b> Where the store's clock is set back, the counter's own goes on from where it
 * was, so that nothing that was admitted is forgotten, and nothing waits for the clock to catch up.
 *
 * <p><b>Carry-over.</b> Where algorithm or window change, what weighs at that moment counts as if
 * it had just been admitted, up to the new limit: nobody gets a second quota by the change. A
 * change of requests or capacity alone keeps the count as it is.
 *
 * <p><b>Slices.</b> Of what is left beyond the requests at hand, r, a gateway gets at most r / (2
 * n) ahead, n being the number of gateways, or 20 where there are more, since few keys are asked
 * for at all of them: were n to ask at once, half would stay. So slices shrink as the end comes
 * near, and the last 2 n units are granted one by one.
 */
final class Tally {
  private static final int MOST_SHARES = 20;

  private Limit limit;
  private Count count;
  private long offset;
  private long last = Long.MIN_VALUE;
  private long leasedUntil;

  /** Moves to the limit and the time of a question. */
  Tally at(Limit wanted, long clock) {
    long now = now(clock);
    if (count == null) {
      count = Count.beginning(wanted, now, 0);
    } else if (limit.algorithm() != wanted.algorithm()
        || limit.windowMillis() != wanted.windowMillis()) {
      count.advance(limit, now);
      count = Count.beginning(wanted, now, count.used());
    }
    count.advance(wanted, now);
    limit = wanted;
    return this;
  }

  private long now(long clock) {
    if (clock + offset < last) {
      offset = last - clock;
    }
    last = clock + offset;
    return last;
  }

  boolean has(Charge charge) {
    return count.free(charge.counter().leaseMillis()) >= charge.cost();
  }

  /** Charges what {@link #has} found to be there. */
  Grant grant(Charge charge) {
    Counter counter = charge.counter();
    long left = count.free(counter.leaseMillis()) - charge.cost();
    long waiting = Math.min(left, charge.waiting());
    long share =
        Math.min(
            charge.ahead(), (left - waiting) / (2L * Math.min(MOST_SHARES, counter.holders())));
    long valid = share == 0 ? 0 : count.validMillis(counter.leaseMillis());
    long ahead = valid == 0 ? 0 : share;
    long units = charge.cost() + waiting + ahead;
    long stamp = count.charge(units, valid);
    leasedUntil = Math.max(leasedUntil, last + valid);
    return new Grant(
        units,
        Math.max(0, count.free(counter.leaseMillis())),
        count.resetMillis(),
        valid,
        stamp,
        count.delayMillis());
  }

  Standing standing(Charge charge) {
    long lease = charge.counter().leaseMillis();
    long free = count.free(lease);
    boolean exhausted = free < charge.cost();
    long wait = exhausted ? count.waitMillis(charge.cost(), lease) : 0;
    return new Standing(
        exhausted,
        Math.max(0, free),
        count.resetMillis(),
        wait,
        Math.min(wait, returned(lease, wait)));
  }

  /** By when all that was taken ahead is spent or has been given back. */
  private long returned(long lease, long wait) {
    return leasedUntil > last ? leasedUntil - last + lease / 10 + 2 : wait;
  }

  void settle(long units, long stamp) {
    if (units < 0 && stamp == Ask.Settle.LATEST) {
      count.forgive(-units);
    } else if (units < 0) {
      count.giveBack(-units, stamp);
    } else {
      count.charge(units, 0);
    }
  }
}
