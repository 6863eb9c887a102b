package dev.apifleet.gateway.proxy;

import java.util.concurrent.ThreadLocalRandom;

/** The name of one request in headers, logs and answers. */
final class RequestId {
  private static final int MOST = 128;

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
    char[] digits = new char[32];
    long bits = random.nextLong();
    for (int i = 0; i < digits.length; i++) {
      bits = i == 16 ? random.nextLong() : bits;
      digits[i] = Character.forDigit((int) (bits & 15), 16);
      bits >>>= 4;
    }
    return new String(digits);
  }
}
