package dev.apifleet.gateway.limit.count;

import java.util.ArrayList;
import java.util.List;

/**
 * An algorithm word for word: a list of all that was admitted, and the rule, summed up anew for
 * each question. Where the real one rounds, there are two rules: what it must never exceed, and
 * what it must always admit.
 */
public sealed interface Model {
  /** A question is asked at a time that never goes back. */
  default void at(long now) {}

  /** Whether the definition lets so many more pass, with all rounding in their favour. */
  boolean mayPass(long now, long units);

  /** Whether the definition lets so many more pass, with all rounding against them. */
  boolean mustPass(long now, long units);

  void admit(long now, long units);

  static Model of(Limit limit) {
    return switch (limit.algorithm()) {
      case FIXED_WINDOW -> new Fixed(limit, new ArrayList<>(), new ArrayList<>());
      case SLIDING_LOG -> new Log(limit, new ArrayList<>());
      case SLIDING_COUNTER -> new Estimate(limit, new ArrayList<>(), new ArrayList<>());
      case TOKEN_BUCKET, LEAKY_BUCKET -> new Bucket(limit, size(limit), new ArrayList<>());
    };
  }

  /** A queue holds what flows out within the longest delay, and the request that leaves at once. */
  private static long size(Limit limit) {
    long ticks = limit.maxDelayMillis() / limit.tick();
    return limit.maxDelayMillis() == 0
        ? limit.capacity()
        : Math.min(limit.capacity(), ticks * limit.requests() / limit.window() + 1);
  }

  /** The window as it is counted, in milliseconds. */
  static long window(Limit limit) {
    return limit.window() * limit.tick();
  }

  record Admission(long time, long units) {}

  /** Of all that was admitted, what falls into a span: from is in it, to is not. */
  static long within(List<Admission> admissions, long from, long to) {
    long sum = 0;
    for (Admission admission : admissions) {
      sum += admission.time() >= from && admission.time() < to ? admission.units() : 0;
    }
    return sum;
  }

  /** Windows begin with the first question after the end of the one before. */
  record Fixed(Limit limit, List<Admission> admissions, List<Long> starts) implements Model {
    @Override
    public void at(long now) {
      if (starts.isEmpty() || now - starts.getLast() >= limit.windowMillis()) {
        starts.add(now);
      }
    }

    @Override
    public boolean mayPass(long now, long units) {
      return within(admissions, starts.getLast(), now + 1) + units <= limit.requests();
    }

    @Override
    public boolean mustPass(long now, long units) {
      return mayPass(now, units);
    }

    @Override
    public void admit(long now, long units) {
      admissions.add(new Admission(now, units));
    }
  }

  /** Steps let a unit weigh up to a thousandth of the window longer than it must. */
  record Log(Limit limit, List<Admission> admissions) implements Model {
    @Override
    public boolean mayPass(long now, long units) {
      return within(admissions, now - limit.windowMillis() + 1, now + 1) + units
          <= limit.requests();
    }

    @Override
    public boolean mustPass(long now, long units) {
      long longer = limit.windowMillis() + (limit.windowMillis() - 1) / 1_000;
      return within(admissions, now - longer + 1, now + 1) + units <= limit.requests();
    }

    @Override
    public void admit(long now, long units) {
      admissions.add(new Admission(now, units));
    }
  }

  /**
   * Windows follow on each other; the first, and the first after two idle ones, with a question.
   */
  record Estimate(Limit limit, List<Admission> admissions, List<Long> starts) implements Model {
    @Override
    public void at(long now) {
      long window = window(limit);
      if (starts.isEmpty() || now - starts.getLast() >= 2 * window) {
        starts.add(now / limit.tick() * limit.tick());
      } else if (now - starts.getLast() >= window) {
        starts.add(starts.getLast() + window);
      }
    }

    @Override
    public boolean mayPass(long now, long units) {
      return fits(now, now - starts.getLast(), units);
    }

    @Override
    public boolean mustPass(long now, long units) {
      return fits(now, Math.max(0, now - starts.getLast() - (limit.tick() - 1)), units);
    }

    private boolean fits(long now, long elapsed, long units) {
      long window = window(limit);
      long start = starts.getLast();
      long current = within(admissions, start, now + 1);
      long previous = within(admissions, start - window, start);
      return (current + units) * window + previous * (window - elapsed)
          <= limit.requests() * window;
    }

    @Override
    public void admit(long now, long units) {
      admissions.add(new Admission(now, units));
    }
  }

  /** No span of length w admits more than B + L * w / W. */
  record Bucket(Limit limit, long size, List<Admission> admissions) implements Model {
    @Override
    public boolean mayPass(long now, long units) {
      return fits(now, units, limit.tick() - 1);
    }

    @Override
    public boolean mustPass(long now, long units) {
      return fits(now, units, 1 - limit.tick());
    }

    private boolean fits(long now, long units, long rounding) {
      boolean fits = units <= size;
      long sum = units;
      for (Admission admission : admissions.reversed()) {
        sum += admission.units();
        long span = Math.max(0, now - admission.time() + rounding);
        fits &= (sum - size) * window(limit) <= limit.requests() * span;
      }
      return fits;
    }

    @Override
    public void admit(long now, long units) {
      admissions.add(new Admission(now, units));
    }
  }
}
