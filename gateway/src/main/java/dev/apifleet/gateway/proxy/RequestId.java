package dev.apifleet.gateway.proxy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** The name of one request in headers, logs and answers. */
final class RequestId {
  private static final int MOST = 128;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private RequestId() {}

  /** The client's own id if it is a plain token, else a new one. */
  static String of(String offered) {
    return isPlain(offered) ? offered : fresh();
  }

  private static boolean isPlain(String offered) {
    if (offered == null || offered.isEmpty() || offered.length() > MOST) {
      return false;
    }
    for (int i = 0; i < offered.length(); i++) {
      char c = offered.charAt(i);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '.'
              || c == '_'
              || c == '-';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static String fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] digits = new byte[32];
    write(random.nextLong(), digits, 0);
    write(random.nextLong(), digits, 16);
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  private static void write(long bits, byte[] digits, int at) {
    for (int i = 0; i < 16; i++) {
      digits[at + i] = HEX[(int) (bits >>> 4 * i) & 15];
    }
  }
}
