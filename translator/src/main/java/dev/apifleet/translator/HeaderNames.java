package dev.apifleet.translator;

import java.util.regex.Pattern;

/** Tells names of headers from other text: tokens of RFC 9110, section 5.6.2. */
final class HeaderNames {
  private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]{1,256}");

  private HeaderNames() {}

  static boolean isName(String text) {
    return TOKEN.matcher(text).matches();
  }
}
