package dev.apifleet.gateway.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.fixture.NameServer;
import dev.apifleet.gateway.upkeep.DnsLookup.Found;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig.DnsConfig;
import io.netty.handler.codec.dns.DnsResponseCode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsLookupTest {
  private final NameServer server = new NameServer();
  private final DnsQueries queries = new DnsQueries(server.provider());

  @AfterEach
  void stop() {
    queries.close();
    server.close();
  }

  private Found find(String name, int port, String... searched) throws Exception {
    return new DnsLookup(queries, new SearchList(List.of(searched)), Reachable::byOthersToo)
        .find(new DnsConfig(name, port))
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void findsAllAddressesOfAHostSortedWithTheLeastTimeToLive() throws Exception {
    server.addresses("api.test", 30, "10.0.0.2", "10.0.0.1", "10.0.0.2");
    assertThat(find("api.test", 80))
        .isEqualTo(
            new Found(
                List.of(
                    new EndpointConfig("10.0.0.1:80", "10.0.0.1", 80),
                    new EndpointConfig("10.0.0.2:80", "10.0.0.2", 80)),
                30));
  }

  @Test
  void takesIpv6WhereThereIsNoIpv4() throws Exception {
    server.addresses("six.test", 7, "fd00::1");
    Found found = find("six.test", 80);
    assertThat(found.endpoints()).extracting(EndpointConfig::name).containsExactly("[fd00::1]:80");
    assertThat(found.ttlSeconds()).isEqualTo(7);
  }

  @Test
  void readsPortsAndWeightsOfServicesOfTheFirstPriority() throws Exception {
    server.services(
        "_http._tcp.api.test", 60, "10 5 8080 a.test", "10 0 8081 b.test", "20 1 9090 c.test");
    server.addresses("a.test", 40, "10.0.0.1");
    server.addresses("b.test", 90, "10.0.0.2");
    server.addresses("c.test", 1, "10.0.0.3");
    assertThat(find("_http._tcp.api.test", 0))
        .isEqualTo(
            new Found(
                List.of(
                    new EndpointConfig("10.0.0.1:8080", "10.0.0.1", 8080, 5, null, null),
                    new EndpointConfig("10.0.0.2:8081", "10.0.0.2", 8081, 1, null, null)),
                40));
  }

  @Test
  void aNameThatDoesNotExistHasNoEndpoints() throws Exception {
    assertThat(find("gone.test", 80).endpoints()).isEmpty();
    assertThat(find("_http._tcp.gone.test", 0).endpoints()).isEmpty();
  }

  @Test
  void failsWhereTheServerDoes() {
    server.fail(DnsResponseCode.SERVFAIL);
    assertThatThrownBy(() -> find("api.test", 80)).hasMessageContaining("ServFail");
    assertThatThrownBy(() -> find("_http._tcp.api.test", 0)).hasMessageContaining("ServFail");
  }

  @Test
  void leavesOutAddressesOfTheGatewayAndItsNode() throws Exception {
    server.addresses(
        "trap.test",
        30,
        "127.0.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "10.0.0.1");
    assertThat(find("trap.test", 80).endpoints())
        .extracting(EndpointConfig::address)
        .containsExactly("10.0.0.1");
    server.addresses("trap6.test", 30, "::1", "fe80::1", "::127.0.0.1", "::ffff:127.0.0.1");
    assertThat(find("trap6.test", 80).endpoints()).isEmpty();
  }

  @Test
  void looksInTheSearchedDomainsForWhatIsNoCompleteName() throws Exception {
    server.addresses("api.shop.svc.test", 30, "10.0.0.1");
    assertThat(find("api.shop", 80, "other.test", "svc.test").endpoints()).hasSize(1);
    assertThat(find("api.shop.", 80, "other.test", "svc.test").endpoints()).isEmpty();
  }

  @Test
  void aCompleteNameIsNotTakenForOneOfTheSearchedDomains() throws Exception {
    server.addresses("api.test", 30, "10.0.0.1");
    server.addresses("api.test.svc.test", 30, "10.0.0.2");
    assertThat(find("api.test", 80, "svc.test").endpoints())
        .extracting(EndpointConfig::address)
        .containsExactly("10.0.0.1");
  }
}
