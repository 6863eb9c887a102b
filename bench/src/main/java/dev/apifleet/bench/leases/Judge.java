package dev.apifleet.bench.leases;

import dev.apifleet.gateway.limit.count.Limit;

/**
 * Says of each key whether more was admitted than its algorithm's definition lets pass, from
 * nothing but the times of admissions, and of questions to the store, with which windows begin.
 */
final class Judge {
  private final Limit limit;
  private final long window;

  Judge(Limit limit) {
    this.limit = limit;
    this.window = limit.windowMillis();
  }

  /**
   * @param asked when the store was asked, in order
   * @param admitted when requests passed, in order
   */
  boolean exceeded(long[] asked, long[] admitted) {
    return switch (limit.algorithm()) {
      case FIXED_WINDOW -> exceedsWindow(asked, admitted);
      case SLIDING_LOG -> exceedsSpan(admitted);
      case SLIDING_COUNTER -> exceedsEstimate(asked, admitted);
      case TOKEN_BUCKET, LEAKY_BUCKET -> exceedsBucket(admitted);
    };
  }

  private boolean exceedsWindow(long[] asked, long[] admitted) {
    long start = Long.MIN_VALUE / 2;
    long count = 0;
    int question = 0;
    for (long time : admitted) {
      for (; question < asked.length && asked[question] <= time; question++) {
        if (asked[question] - start >= window) {
          start = asked[question];
          count = 0;
        }
      }
      if (++count > limit.requests() || time - start >= window) {
        return true;
      }
    }
    return false;
  }

  private boolean exceedsSpan(long[] admitted) {
    int first = 0;
    for (int i = 0; i < admitted.length; i++) {
      while (admitted[i] - admitted[first] >= window) {
        first++;
      }
      if (i - first + 1 > limit.requests()) {
        return true;
      }
    }
    return false;
  }

  private boolean exceedsEstimate(long[] asked, long[] admitted) {
    long start = Long.MIN_VALUE / 2;
    long current = 0;
    long previous = 0;
    int question = 0;
    for (long time : admitted) {
      for (; question < asked.length && asked[question] <= time; question++) {
        long passed = asked[question] - start;
        if (passed >= window) {
          previous = passed < 2 * window ? current : 0;
          start = passed < 2 * window ? start + window : asked[question];
          current = 0;
        }
      }
      current++;
      long left = window - (time - start);
      if (current * window + previous * left > limit.requests() * window || left <= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean exceedsBucket(long[] admitted) {
    long level = 0;
    long at = 0;
    for (long time : admitted) {
      level = Math.max(0, level - (time - at) * limit.requests()) + window;
      at = time;
      if (level > limit.capacity() * window) {
        return true;
      }
    }
    return false;
  }
}
