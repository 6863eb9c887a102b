package dev.apifleet.translator;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells names of headers from other text: tokens of RFC 9110, section 5.6.2. */
final class HeaderNames {
  private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]{1,256}");
  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^a-z0-9]");

  /** What HTTP or the gateway itself gives a meaning to. */
  private static final Set<String> USED =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "cookie",
          "date",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-real-ip",
          "x-request-id");

  private HeaderNames() {}

  static boolean isName(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** Whether it is a name that means nothing yet. */
  static boolean isFree(String text) {
    return isName(text) && !USED.contains(folded(text));
  }

  /** How a backend reads it that takes every sign for the same: {@code X_User.Id} as x-user-id. */
  static String folded(String name) {
    return NOT_ALPHANUMERIC.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
  }
}
