package dev.apifleet.gateway.overload;

import java.util.concurrent.TimeUnit;

/**
 * When refusals of one priority and event loop go out: one after another, at a rate that an
 * overloaded gateway can spare, however many there are. A client that asks again at once comes back
 * no sooner than its refusal, so refusals set the pace at which those are read that will be
 * refused. Confined to one event loop.
 */
public final class RefusalPace {
  /** No refusal goes out sooner. */
  static final long LEAST_MILLIS = 500;

  /** Nor later: usual clients wait for 10 s and more, and one that gives up connects anew. */
  static final long MOST_MILLIS = 5_000;

  /** At 20 to 30 µs each, a thousand in a second take 2 to 3 % of a CPU. */
  private static final long APART = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(LEAST_MILLIS);
  private static final long MOST = TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS);

  private long last;

  public RefusalPace(long now) {
    last = now;
  }

  /** How long the next refusal waits. */
  public long millis(long now) {
    long wait = Math.clamp(last + APART - now, LEAST, MOST);
    last = now + wait;
    return TimeUnit.NANOSECONDS.toMillis(wait);
  }
}
