package dev.apifleet.apiserver.cache;

import java.time.Duration;

/**
 * How much a cache keeps, and for how long.
 *
 * @param entries the most that one instance keeps in its memory
 * @param near how long it keeps them there
 * @param shared how long Redis keeps a value, give or take a tenth
 * @param patience how long a reader waits for another one that fetches the same value
 */
public record CacheLimits(int entries, Duration near, Duration shared, Duration patience) {

  public static final CacheLimits USUAL =
      new CacheLimits(10_000, Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMillis(150));
}
