package dev.apifleet.apiserver.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells requests apart.
 *
 * @param id of caller, path and key
 * @param lock the id's first 64 bits, which PostgreSQL locks by
 * @param body of what was asked
 */
record Fingerprint(String id, long lock, String body) {

  /** No part can contain the character that parts them: keys and paths are ASCII without it. */
  private static final String BETWEEN = "\n";

  static Fingerprint of(Attempt attempt, String json) {
    byte[] id =
        sha256(String.join(BETWEEN, attempt.key(), attempt.path(), attempt.caller().subject()));
    HexFormat hex = HexFormat.of();
    return new Fingerprint(
        hex.formatHex(id), ByteBuffer.wrap(id).getLong(), hex.formatHex(sha256(json)));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }
}
