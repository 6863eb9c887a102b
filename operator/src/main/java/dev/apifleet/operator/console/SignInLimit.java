package dev.apifleet.operator.console;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts refused tokens per client address, so that nobody can try tokens at will: 20 in a minute
 * that starts at the first of them. It knows the 10,000 addresses that failed last.
 */
@Singleton
final class SignInLimit {
  static final int FAILURES = 20;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int ADDRESSES = 10_000;

  private record Failures(int count, Instant until) {}

  private final Map<String, Failures> byAddress =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > ADDRESSES;
        }
      };

  /** How long the address has to wait; zero when it may try. */
  synchronized Duration remaining(String address, Instant now) {
    Failures failures = byAddress.get(address);
    return failures == null || failures.count() < FAILURES || !now.isBefore(failures.until())
        ? Duration.ZERO
        : Duration.between(now, failures.until());
  }

  synchronized void failed(String address, Instant now) {
    Failures before = byAddress.remove(address);
    boolean over = before == null || !now.isBefore(before.until());
    byAddress.put(
        address,
        over
            ? new Failures(1, now.plus(WINDOW))
            : new Failures(before.count() + 1, before.until()));
  }
}
