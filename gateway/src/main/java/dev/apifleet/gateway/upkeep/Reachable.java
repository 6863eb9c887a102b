package dev.apifleet.gateway.upkeep;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses DNS may lead a gateway to: none of the gateway or its node itself, as for fixed
 * endpoints.
 */
final class Reachable {
  private static final byte[] BROADCAST = {-1, -1, -1, -1};

  private Reachable() {}

  static boolean byOthersToo(InetAddress address) {
    return !(address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || Arrays.equals(address.getAddress(), BROADCAST)
        || address instanceof Inet6Address v6 && v6.isIPv4CompatibleAddress());
  }
}
