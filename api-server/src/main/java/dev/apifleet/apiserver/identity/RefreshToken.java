package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.hash.Sha256;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What renews a session, once: 128 random bits that its refresh tokens share and 256 of its own.
 * The session's id is a hash of the shared ones, which nobody knows who never held one of them: so
 * a token with the right ones and other bits is an old one, and not somebody's guess.
 */
record RefreshToken(String text) {

  private static final int SHARED = 16;
  private static final int BYTES = SHARED + 32;
  private static final int ID_DIGITS = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static RefreshToken first() {
    return encoded(random(BYTES));
  }

  static Optional<RefreshToken> parse(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text))
          .filter(bytes -> bytes.length == BYTES)
          .map(RefreshToken::encoded);
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }

  /** The one that follows. */
  RefreshToken next() {
    byte[] bytes = random(BYTES);
    System.arraycopy(bytes(), 0, bytes, 0, SHARED);
    return encoded(bytes);
  }

  String sessionId() {
    String shared = Base64.getUrlEncoder().encodeToString(Arrays.copyOf(bytes(), SHARED));
    return Sha256.of(shared).substring(0, ID_DIGITS);
  }

  String hash() {
    return Sha256.of(text);
  }

  /** Keeps it out of logs. */
  @Override
  public String toString() {
    return "RefreshToken[" + sessionId() + "]";
  }

  private byte[] bytes() {
    return Base64.getUrlDecoder().decode(text);
  }

  private static RefreshToken encoded(byte[] bytes) {
    return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
