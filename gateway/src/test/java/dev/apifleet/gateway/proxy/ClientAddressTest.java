package dev.apifleet.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.runtime.TrustedProxies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final TrustedProxies PROXIES =
      TrustedProxies.of(List.of("10.0.0.0/8", "192.168.1.7", "fd00::/12"));

  private static String client(String peer, String... forwardedFor) {
    return ClientAddress.of(peer, List.of(forwardedFor), PROXIES);
  }

  @Test
  void isThePeerWhateverAStrangerClaims() {
    assertThat(client("203.0.113.9", "1.1.1.1")).isEqualTo("203.0.113.9");
    assertThat(ClientAddress.of("10.1.1.1", List.of("1.1.1.1"), TrustedProxies.NONE))
        .isEqualTo("10.1.1.1");
  }

  @Test
  void isTheRightmostAddressThatIsNoProxy() {
    assertThat(client("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.2.3.4")).isEqualTo("203.0.113.9");
    assertThat(client("10.0.0.1", "6.6.6.6", "203.0.113.9,192.168.1.7")).isEqualTo("203.0.113.9");
    assertThat(client("fd00::1", "2001:db8::1")).isEqualTo("2001:db8::1");
  }

  @Test
  void isTheFarthestProxyWhereAllAreTrusted() {
    assertThat(client("10.0.0.1", "10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
    assertThat(client("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void believesNothingBeyondWhatIsNoAddress() {
    assertThat(client("10.0.0.1", "1.1.1.1, unknown, 10.0.0.2")).isEqualTo("10.0.0.2");
  }

  @Test
  void takesPortsOff() {
    assertThat(client("10.0.0.1", "203.0.113.9:4711")).isEqualTo("203.0.113.9");
    assertThat(client("10.0.0.1", "[2001:db8::1]:4711")).isEqualTo("2001:db8::1");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2:ffff::9, 2001:db8:1:2::/64",
    "::ffff:203.0.113.9, 203.0.113.9"
  })
  void limitsCountIpv4AloneAndIpv6ByItsNetwork(String address, String key) {
    assertThat(ClientAddress.key(address)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "proxy", ""})
  void refusesWhatIsNoNetwork(String cidr) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of(cidr)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + cidr + "'");
  }
}
