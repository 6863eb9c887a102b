package dev.apifleet.gateway.limit.count;

/**
 * The state of one counter and the arithmetic of its algorithm; each is written down a second time
 * in Lua, where Redis runs it. Times are milliseconds of one clock that never goes back, which is
 * what {@link Tally} makes of any. Not safe for threads.
 *
 * <p>Units taken ahead are charged when they are taken, at t, and may be spent until t + TTL. Each
 * algorithm says in its Javadoc why no window then admits more than the limit.
 */
sealed interface Count permits FixedWindow, SlidingLog, SlidingCounter, TokenBucket, LeakyBucket {
  /** A counter of a key that was never seen, or whose algorithm or window has changed. */
  static Count beginning(Limit limit, long now, long used) {
    return switch (limit.algorithm()) {
      case FIXED_WINDOW -> new FixedWindow(limit, now, used);
      case SLIDING_LOG -> new SlidingLog(limit, now, used);
      case SLIDING_COUNTER -> new SlidingCounter(limit, now, used);
      case TOKEN_BUCKET -> new TokenBucket(limit, now, used);
      case LEAKY_BUCKET -> new LeakyBucket(limit, now, used);
    };
  }

  /** Moves to a later time, and to a limit that differs in anything but algorithm and window. */
  void advance(Limit limit, long now);

  /** Units that can be charged now; less than 0 where more was charged than there was. */
  long free(long leaseMillis);

  /** What weighs now, in whole units: what is carried over to another algorithm. */
  long used();

  /** Milliseconds for which units that are taken ahead now may be spent. */
  long validMillis(long leaseMillis);

  /** Charges units, which may be spent for so long; returns the stamp for giving them back. */
  long charge(long units, long validMillis);

  /** Takes back units that were charged with that stamp and will not be spent. */
  void giveBack(long units, long stamp);

  /**
   * Takes back units without asking whether they were spent, those first that were charged last.
   */
  void forgive(long units);

  /** Milliseconds until so many units are free, at least 1; the window's where they never will. */
  long waitMillis(long units, long leaseMillis);

  /** Milliseconds to the end of the window, or until nothing weighs any more. */
  long resetMillis();

  /** Milliseconds until a request that was charged just now has its turn. */
  default long delayMillis() {
    return 0;
  }
}
