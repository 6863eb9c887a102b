package dev.apifleet.gateway.limit.count;

import dev.apifleet.snapshot.PolicyConfig.Algorithm;

/**
 * How much one counter admits.
 *
 * <p>Algorithms count time in ticks of a millisecond, or of a window's millionth where that is
 * longer, so that {@code requests * window} stays far below 2^53 and Java and Lua agree on every
 * number: a year's quota of a billion included. A window is rounded up to whole ticks.
 *
 * @param requests admitted per window; for the buckets what flows out of them per window
 * @param capacity of the buckets, 0 where requests are; other algorithms do not look at it
 * @param maxDelayMillis so long LeakyBucket lets a request wait for its turn; 0 lets none wait
 */
public record Limit(
    Algorithm algorithm, long requests, long windowMillis, long capacity, long maxDelayMillis) {
  private static final long MOST_TICKS = 1_000_000;

  public Limit {
    capacity = requests == 0 ? 0 : capacity;
  }

  /** A limit without delay, whose bucket holds a window's requests. */
  public Limit(Algorithm algorithm, long requests, long windowMillis) {
    this(algorithm, requests, windowMillis, requests, 0);
  }

  /** Milliseconds in a tick. */
  long tick() {
    return Math.ceilDiv(windowMillis, MOST_TICKS);
  }

  /** Ticks in a window. */
  long window() {
    return Math.ceilDiv(windowMillis, tick());
  }

  /** The most that a key that was never seen may have at once. */
  public long most() {
    return switch (algorithm) {
      case FIXED_WINDOW, SLIDING_LOG, SLIDING_COUNTER -> requests;
      case TOKEN_BUCKET, LEAKY_BUCKET -> capacity;
    };
  }

  /** How long it takes until a counter that is used up is as new. */
  public long turnoverMillis() {
    return switch (algorithm) {
      case FIXED_WINDOW, SLIDING_LOG, SLIDING_COUNTER -> windowMillis;
      case TOKEN_BUCKET, LEAKY_BUCKET ->
          requests == 0 ? windowMillis : Math.ceilDiv(capacity * window(), requests) * tick();
    };
  }
}
