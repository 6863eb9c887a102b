package dev.apifleet.operator.console;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns tokens into session cookies that only this process can read, and back.
 *
 * <p>AES-256-GCM (NIST SP 800-38D) with a random nonce and a key that is made at the start and kept
 * nowhere: a restart ends every session.
 */
@Singleton
final class SessionSeal {
  static final Duration LIFETIME = Duration.ofHours(12);
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKey key = new SecretKeySpec(random(KEY_BYTES), "AES");

  String seal(String token, Instant now) {
    byte[] nonce = random(NONCE_BYTES);
    byte[] text = token.getBytes(StandardCharsets.UTF_8);
    byte[] plain =
        ByteBuffer.allocate(Long.BYTES + text.length)
            .putLong(now.plus(LIFETIME).getEpochSecond())
            .put(text)
            .array();
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain).orElseThrow();
    byte[] both = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
  }

  /** The token, unless the cookie is forged, of another process, or too old. */
  Optional<String> open(String cookie, Instant now) {
    return decode(cookie)
        .filter(both -> both.length > NONCE_BYTES)
        .flatMap(this::unseal)
        .filter(plain -> now.getEpochSecond() < plain.getLong(0))
        .map(plain -> StandardCharsets.UTF_8.decode(plain.position(Long.BYTES)).toString());
  }

  private Optional<ByteBuffer> unseal(byte[] both) {
    ByteBuffer buffer = ByteBuffer.wrap(both);
    byte[] nonce = new byte[NONCE_BYTES];
    buffer.get(nonce);
    byte[] sealed = new byte[buffer.remaining()];
    buffer.get(sealed);
    return run(Cipher.DECRYPT_MODE, nonce, sealed).map(ByteBuffer::wrap);
  }

  private Optional<byte[]> run(int mode, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return Optional.of(cipher.doFinal(input));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> decode(String cookie) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(cookie));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
