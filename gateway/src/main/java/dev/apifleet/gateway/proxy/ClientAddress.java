package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.runtime.TrustedProxies;
import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;

/**
 * Who the client is: the TCP peer, or, behind trusted proxies, the rightmost address of {@code
 * X-Forwarded-For} that is not one of them. What stands further left anyone can have written.
 */
public final class ClientAddress {
  private ClientAddress() {}

  /** The client's address as text. */
  static String of(String peer, List<String> forwardedFor, TrustedProxies proxies) {
    if (!proxies.contains(peer)) {
      return peer;
    }
    String client = peer;
    for (int header = forwardedFor.size() - 1; header >= 0; header--) {
      String[] entries = forwardedFor.get(header).split(",");
      for (int i = entries.length - 1; i >= 0; i--) {
        String address = withoutPort(entries[i].trim());
        if (NetUtil.createByteArrayFromIpAddressString(address) == null) {
          return client;
        }
        client = address;
        if (!proxies.contains(address)) {
          return client;
        }
      }
    }
    return client;
  }

  private static String withoutPort(String entry) {
    if (entry.startsWith("[")) {
      int end = entry.indexOf(']');
      return end < 0 ? entry : entry.substring(1, end);
    }
    int colon = entry.indexOf(':');
    return colon >= 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
  }

  /** What limits count by: an IPv4 address, or the /64 that an IPv6 address is in. */
  public static String key(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null) {
      return address;
    }
    if (bytes.length == 4 || isMappedIpv4(bytes)) {
      return NetUtil.bytesToIpAddress(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
    }
    Arrays.fill(bytes, 8, 16, (byte) 0);
    return NetUtil.bytesToIpAddress(bytes) + "/64";
  }

  private static boolean isMappedIpv4(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }
}
