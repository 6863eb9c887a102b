package dev.apifleet.gateway.proxy;

import java.util.Locale;

/** The host name in a Host header or authority. */
public final class HostName {
  private HostName() {}

  /** Lower case, without port and trailing dot; empty where there is none. */
  public static String of(String authority) {
    if (authority == null || authority.isEmpty() || authority.charAt(0) == '.') {
      return "";
    }
    String host = authority.substring(0, endOfName(authority));
    return (host.endsWith(".") ? host.substring(0, host.length() - 1) : host)
        .toLowerCase(Locale.ROOT);
  }

  private static int endOfName(String authority) {
    if (authority.charAt(0) == '[') {
      return authority.indexOf(']') + 1;
    }
    int colon = authority.indexOf(':');
    return colon < 0 ? authority.length() : colon;
  }
}
