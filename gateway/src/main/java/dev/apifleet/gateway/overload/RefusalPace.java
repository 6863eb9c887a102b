package dev.apifleet.gateway.overload;

import dev.apifleet.snapshot.RuleAction.Priority;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * When refusals of one event loop go out: of each priority one after another, at a rate that an
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

  /** By priority: none waits behind a crowd of less important ones. */
  private final long[] last = new long[Priority.values().length];

  public RefusalPace(long now) {
    Arrays.fill(last, now);
  }

  /** How long the next refusal of a priority waits. */
  public long millis(Priority priority, long now) {
    int of = priority.ordinal();
    long wait = Math.clamp(last[of] + APART - now, LEAST, MOST);
    last[of] = now + wait;
    return TimeUnit.NANOSECONDS.toMillis(wait);
  }
}
