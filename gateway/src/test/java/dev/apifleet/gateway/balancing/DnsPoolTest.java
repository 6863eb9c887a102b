package dev.apifleet.gateway.balancing;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.Surroundings;
import dev.apifleet.gateway.fixture.NameServer;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.overload.Strain;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.upkeep.Upkeep;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import io.netty.handler.codec.dns.DnsResponseCode;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsPoolTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final NameServer names = new NameServer();
  private final TestFleet fleet =
      new TestFleet(
          new Surroundings(
              Place.UNKNOWN,
              new Upkeep.Dns(names.provider(), _ -> true),
              _ -> Strain.NONE,
              OutputStream.nullOutputStream()));
  private final Backend one = fleet.backend("one");
  private final Backend two = fleet.backend("two");

  @AfterEach
  void stop() {
    fleet.close();
    names.close();
  }

  private void serve(PoolSettings pool) {
    fleet.serve(pool.config(), Resources.route("/", POOL));
  }

  private int port(Backend backend) {
    return backend.endpoint().port();
  }

  @Test
  void theFirstRequestAfterTheAckFindsTheAddresses() {
    names.addresses("api.test", 30, "127.0.0.1");
    serve(PoolSettings.of(POOL).lookedUp("api.test", port(one)));
    assertThat(fleet.get("/").body()).isEqualTo("one");
    assertThat(fleet.get("/").headers().firstValue("x-backend")).hasValue("127.0.0.1:" + port(one));
  }

  @Test
  void servicesNameHostsAndPorts() {
    names.addresses("host.test", 30, "127.0.0.1");
    names.services(
        "_http._tcp.api.test",
        30,
        "0 1 " + port(one) + " host.test",
        "0 1 " + port(two) + " host.test");
    serve(PoolSettings.of(POOL).lookedUp("_http._tcp.api.test", 0));
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      answers.add(fleet.get("/").body());
    }
    assertThat(answers).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aChangeIsTakenOverWhenTheAnswerExpires() {
    names.addresses("host.test", 1, "127.0.0.1");
    names.services("_http._tcp.api.test", 1, "0 1 " + port(one) + " host.test");
    serve(PoolSettings.of(POOL).lookedUp("_http._tcp.api.test", 0));
    assertThat(fleet.get("/").body()).isEqualTo("one");
    names.services("_http._tcp.api.test", 1, "0 1 " + port(two) + " host.test");
    eventually(SOON, () -> fleet.get("/").body().equals("two"));
  }

  @Test
  void theLastAddressesServeWhileDnsFails() {
    names.addresses("api.test", 1, "127.0.0.1");
    serve(PoolSettings.of(POOL).lookedUp("api.test", port(one)));
    names.fail(DnsResponseCode.SERVFAIL);
    eventually(SOON, () -> fleet.gateway.runtime().pools().get(POOL).dnsLookups(false).sum() > 0);
    assertThat(fleet.get("/").body()).isEqualTo("one");
  }

  @Test
  void aNameServerThatIsAwayDelaysAnAckByASecondAtMost() {
    names.fail(DnsResponseCode.REFUSED);
    serve(PoolSettings.of(POOL).lookedUp("api.test", port(one)));
    assertThat(fleet.get("/").statusCode()).isEqualTo(503);
    names.fail(null);
    names.addresses("api.test", 30, "127.0.0.1");
    eventually(SOON, () -> fleet.get("/").statusCode() == 200);
  }

  @Test
  void aPoolThatGoesAsksNoMore() {
    names.addresses("api.test", 1, "127.0.0.1");
    names.addresses("other.test", 1, "127.0.0.1");
    serve(PoolSettings.of(POOL).lookedUp("api.test", port(one)));
    fleet.serve();
    fleet.serve(PoolSettings.of("test/other").lookedUp("other.test", 80).config());
    int before = names.asked("api.test");
    int others = names.asked("other.test");
    eventually(SOON, () -> names.asked("other.test") >= others + 2);
    assertThat(names.asked("api.test")).isEqualTo(before);
  }

  @Test
  void whoAsksForAPoolThatIsWokenWaitsForItsFirstAddress() {
    serve(
        PoolSettings.of(POOL)
            .lookedUp("api.test", port(one))
            .woken(new ActivationConfig(10, 20_000)));
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> fleet.get("/"), Thread::startVirtualThread);
    eventually(SOON, () -> fleet.gateway.runtime().pools().get(POOL).door().waiting() == 1);
    names.addresses("api.test", 30, "127.0.0.1");
    assertThat(answer.join().body()).isEqualTo("one");
  }
}
