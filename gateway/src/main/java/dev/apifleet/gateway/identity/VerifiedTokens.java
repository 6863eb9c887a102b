package dev.apifleet.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.gateway.identity.Verification.Valid;
import java.time.Clock;

/**
 * Tokens that were found valid, so that a signature is checked once and not with each request.
 * Forgotten when they expire or when their issuer publishes other keys. Kept by digest: a memory
 * dump holds no token that works.
 */
final class VerifiedTokens {
  private static final int MAXIMUM = 10_000;

  /**
   * A token in force.
   *
   * @param askedAtMillis when Redis was last asked whether it is revoked
   * @param stamp what was known of changes by then
   */
  record Entry(Valid valid, long askedAtMillis, long stamp) {}

  /** Kept in order by whoever adds to it: to wake a thread for that costs more. */
  private final Cache<String, Entry> tokens =
      Caffeine.newBuilder().maximumSize(MAXIMUM).executor(Runnable::run).build();

  private final Clock clock;

  VerifiedTokens(Clock clock) {
    this.clock = clock;
  }

  /** What is known of the token, or null if it has to be verified. */
  Entry find(String digest) {
    Entry entry = tokens.getIfPresent(digest);
    return entry != null
            && clock.millis() < entry.valid().expiresAtMillis()
            && entry.valid().issuer().keys().current() == entry.valid().keys()
        ? entry
        : null;
  }

  void remember(String digest, Entry entry) {
    tokens.put(digest, entry);
  }

  void forget(String digest) {
    tokens.invalidate(digest);
  }
}
