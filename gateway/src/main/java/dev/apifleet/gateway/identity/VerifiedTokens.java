package dev.apifleet.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.gateway.identity.Verification.Valid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;

/**
 * Tokens that were found valid, so that a signature is checked once and not with each request.
 * Forgotten when they expire or when their issuer publishes other keys. Kept by hash: a memory dump
 * holds no token that works.
 */
final class VerifiedTokens {
  private static final int MAXIMUM = 10_000;

  private final Cache<String, Valid> tokens = Caffeine.newBuilder().maximumSize(MAXIMUM).build();
  private final Clock clock;

  VerifiedTokens(Clock clock) {
    this.clock = clock;
  }

  /** Who the token belongs to, or null if it has to be verified. */
  Subscriber find(String token) {
    Valid valid = tokens.getIfPresent(hash(token));
    return valid != null
            && clock.millis() < valid.expiresAtMillis()
            && valid.issuer().keys().current() == valid.keys()
        ? valid.subscriber()
        : null;
  }

  void remember(String token, Valid valid) {
    tokens.put(hash(token), valid);
  }

  private static String hash(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
