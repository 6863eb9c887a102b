package dev.apifleet.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;

/** Counters of this process alone, bounded in number: the least used are forgotten first. */
public final class LocalCounters {
  private final Cache<String, SlidingCounter> counters;
  private final Clock clock;

  public LocalCounters(int maximumKeys, Clock clock) {
    this.counters = Caffeine.newBuilder().maximumSize(maximumKeys).build();
    this.clock = clock;
  }

  /** Counts a request if it is within the limit. */
  public Decision count(String key, long limit, long windowMillis) {
    long now = clock.millis();
    Decision[] decision = new Decision[1];
    counters
        .asMap()
        .compute(
            key,
            (_, counter) -> {
              SlidingCounter.Step step =
                  (counter == null ? SlidingCounter.startingAt(now) : counter)
                      .count(limit, windowMillis, now);
              decision[0] = step.decision();
              return step.counter();
            });
    return decision[0];
  }

  /** What {@link #count} would decide, without counting. */
  public Decision peek(String key, long limit, long windowMillis) {
    long now = clock.millis();
    SlidingCounter counter = counters.getIfPresent(key);
    return (counter == null ? SlidingCounter.startingAt(now) : counter)
        .count(limit, windowMillis, now)
        .decision();
  }
}
