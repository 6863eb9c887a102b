package dev.apifleet.gateway.runtime;

import io.netty.util.NetUtil;
import java.util.List;

/** The networks whose {@code X-Forwarded-*} headers are believed. */
public final class TrustedProxies {
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<Network> networks;

  private record Network(byte[] address, int prefix) {
    static Network of(String cidr) {
      int slash = cidr.indexOf('/');
      byte[] address =
          NetUtil.createByteArrayFromIpAddressString(slash < 0 ? cidr : cidr.substring(0, slash));
      if (address == null) {
        throw notANetwork(cidr);
      }
      int prefix = slash < 0 ? address.length * 8 : prefix(cidr, slash);
      if (prefix < 0 || prefix > address.length * 8) {
        throw notANetwork(cidr);
      }
      return new Network(address, prefix);
    }

    private static int prefix(String cidr, int slash) {
      try {
        return Integer.parseInt(cidr.substring(slash + 1));
      } catch (NumberFormatException _) {
        throw notANetwork(cidr);
      }
    }

    private static IllegalArgumentException notANetwork(String found) {
      return new IllegalArgumentException(
          "trustedProxies has '" + found + "'; write networks as 10.0.0.0/8 or fd00::/8");
    }

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit += 8) {
        int mask = prefix - bit >= 8 ? 0xff : 0xff << (8 - (prefix - bit)) & 0xff;
        if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private TrustedProxies(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Reads the networks.
   *
   * @throws IllegalArgumentException when one is not in CIDR notation
   */
  public static TrustedProxies of(List<String> cidrs) {
    return new TrustedProxies(cidrs.stream().map(Network::of).toList());
  }

  /** Whether nobody is trusted. */
  public boolean isEmpty() {
    return networks.isEmpty();
  }

  /** Whether the address is in one of the networks. */
  public boolean contains(String address) {
    if (networks.isEmpty()) {
      return false;
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes != null && networks.stream().anyMatch(network -> network.contains(bytes));
  }
}
