package dev.apifleet.snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hexadecimal: how content, key material and credentials are known. */
public final class Sha256 {
  private Sha256() {}

  /** The digest of bytes. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest(bytes));
  }

  /** The digest of a text in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The first bytes of a text's digest, where it only tells keys apart. */
  public static String beginning(String text, int bytes) {
    return HexFormat.of().formatHex(digest(text.getBytes(StandardCharsets.UTF_8)), 0, bytes);
  }

  private static byte[] digest(byte[] bytes) {
    return begun().digest(bytes);
  }

  /** Takes what is to be hashed piece by piece. */
  static MessageDigest begun() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
