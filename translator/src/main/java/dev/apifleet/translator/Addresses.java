package dev.apifleet.translator;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** Tells IP addresses and CIDRs from other text, without asking a name server. */
final class Addresses {
  /** Java also reads shorter forms of IPv4, such as 127.1. */
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final String BROADCAST = "255.255.255.255";
  private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

  private Addresses() {}

  static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
      return false;
    }
    String address = text.substring(0, slash);
    int bits = Integer.parseInt(text.substring(slash + 1));
    return isV4(address) && bits <= 32 || isV6(address) && bits <= 128;
  }

  static boolean isAddress(String text) {
    return isV4(text) || isV6(text);
  }

  static boolean isV6(String text) {
    return IPV6.matcher(text).matches() && reads(() -> Inet6Address.ofLiteral(text));
  }

  /** Whether an address means the host itself, its link, or nobody in particular. */
  static boolean isNear(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || text.equals(BROADCAST)
        || address instanceof Inet6Address v6 && v6.isIPv4CompatibleAddress();
  }

  /** {@code 10.0.0.1:80}, {@code [fd00::1]:80}. */
  static String withPort(String address, int port) {
    return (isV6(address) ? "[" + address + "]" : address) + ":" + port;
  }

  private static boolean isV4(String text) {
    return IPV4.matcher(text).matches() && reads(() -> Inet4Address.ofLiteral(text));
  }

  private static boolean reads(Runnable parser) {
    try {
      parser.run();
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
