package dev.apifleet.apiserver.apikey;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * How API keys are written: {@code afk_}, 256 random bits and their CRC-32, both in base 62.
 * Scanners of leaked secrets recognise them, and most mistyped ones are refused without a look-up.
 * The form is that of GitHub's tokens ("Behind GitHub's new authentication token formats", 2021).
 */
public final class KeyFormat {

  private static final String MARK = "afk_";
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int RANDOM_BITS = 256;
  private static final int RANDOM_DIGITS = 43;
  private static final int CHECKSUM_DIGITS = 6;
  private static final int BODY = MARK.length() + RANDOM_DIGITS;
  private static final int SHOWN = MARK.length() + 8;

  private KeyFormat() {}

  static String generate(SecureRandom random) {
    String body = MARK + digits(new BigInteger(RANDOM_BITS, random), RANDOM_DIGITS);
    return body + checksum(body);
  }

  /** What may be shown of a key: tells keys apart, and leaves 208 bits to guess. */
  static String prefix(String key) {
    return key.substring(0, SHOWN);
  }

  /** Whether somebody says that it is one of ours. */
  public static boolean isMarked(String text) {
    return text.startsWith(MARK);
  }

  /** Whether it can be one of ours. */
  public static boolean isWellFormed(String text) {
    return isMarked(text)
        && text.length() == BODY + CHECKSUM_DIGITS
        && text.substring(BODY).equals(checksum(text.substring(0, BODY)));
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return digits(BigInteger.valueOf(crc.getValue()), CHECKSUM_DIGITS);
  }

  private static String digits(BigInteger number, int count) {
    char[] digits = new char[count];
    BigInteger rest = number;
    for (int i = count - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(digits);
  }
}
