package dev.apifleet.gateway.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.upkeep.DnsLookup.Found;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.PoolConfig.DnsConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DnsWatchTest {
  private final Pool pool = new Pool("ns/api", PoolSite.at(Place.UNKNOWN));
  private final FakeTimers timers = new FakeTimers();
  private final List<String> asked = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private Future<Found> answer = found(30, "10.0.0.1");
  private final DnsWatch watch =
      new DnsWatch(
          pool,
          name -> {
            asked.add(name.name() + "@" + timers.millis);
            return answer;
          },
          new Pace(timers, () -> 0.5),
          () -> changes.add("@" + timers.millis));

  private static Future<Found> found(long ttl, String... addresses) {
    return Future.succeededFuture(
        new Found(
            Stream.of(addresses).map(a -> new EndpointConfig(a + ":80", a, 80)).toList(), ttl));
  }

  private void use(String name, String... endpoints) {
    PoolConfig config =
        new PoolConfig(
            "ns/api",
            Algorithm.ROUND_ROBIN,
            new BreakerConfig(5, 50, 20, 10_000, 30_000, 1, 100),
            "",
            null,
            name == null ? null : new DnsConfig(name, 80),
            null,
            null,
            20,
            null,
            null,
            List.of(),
            List.of());
    pool.use(
        pool.membersBy(
            config, new EndpointsConfig("ns/api", found(0, endpoints).result().endpoints())));
    watch.adjust();
  }

  private List<String> addresses() {
    return pool.members().endpoints().stream().map(e -> e.config().address()).toList();
  }

  @Test
  void asksAgainShortlyBeforeTheAnswerExpires() {
    use("api.test");
    assertThat(addresses()).containsExactly("10.0.0.1");
    answer = found(2, "10.0.0.2");
    timers.advance(31_000);
    assertThat(asked).containsExactly("api.test@0", "api.test@28500", "api.test@30400");
    assertThat(addresses()).containsExactly("10.0.0.2");
  }

  @Test
  void endpointsThatStayKeepWhatIsKnownOfThem() {
    use("api.test");
    Endpoint first = pool.members().endpoints().getFirst();
    answer = found(30, "10.0.0.1", "10.0.0.2");
    timers.advance(29_000);
    assertThat(pool.members().endpoints()).hasSize(2).contains(first);
    assertThat(changes).containsExactly("@0", "@28500");
  }

  @Test
  void whileDnsFailsTheLastAddressesStayAndItAsksLessOften() {
    use("api.test");
    answer = Future.failedFuture("the name server does not answer");
    timers.advance(100_000);
    assertThat(addresses()).containsExactly("10.0.0.1");
    assertThat(asked)
        .containsExactly(
            "api.test@0",
            "api.test@28500",
            "api.test@29500",
            "api.test@31500",
            "api.test@35500",
            "api.test@43500",
            "api.test@59500",
            "api.test@91500");
    answer = found(30, "10.0.0.9");
    timers.advance(32_000);
    assertThat(addresses()).containsExactly("10.0.0.9");
    assertThat(pool.dnsLookups(false).sum()).isEqualTo(7);
  }

  @Test
  void anAnswerWithoutAddressesEmptiesThePool() {
    use("api.test");
    answer = Future.succeededFuture(Found.NOTHING);
    timers.advance(30_000);
    assertThat(addresses()).isEmpty();
  }

  @Test
  void aShortTimeToLiveDoesNotMakeItAskAllTheTime() {
    answer = found(0, "10.0.0.1");
    use("api.test");
    timers.advance(10_000);
    assertThat(asked).hasSizeLessThan(12);
  }

  @Test
  void aPoolThatMovesFromAServiceKeepsItsEndpointsUntilTheFirstAnswer() {
    use(null, "10.1.1.1");
    Promise<Found> late = Promise.promise();
    answer = late.future();
    use("api.test");
    assertThat(addresses()).containsExactly("10.1.1.1");
    assertThat(watch.settled().isComplete()).isFalse();
    late.complete(found(30, "10.0.0.1").result());
    assertThat(addresses()).containsExactly("10.0.0.1");
    assertThat(watch.settled().isComplete()).isTrue();
  }

  @Test
  void aNameServerThatIsSilentIsWaitedForOnce() {
    answer = Promise.<Found>promise().future();
    use("api.test");
    assertThat(watch.settled().isComplete()).isFalse();
    timers.advance(1_000);
    assertThat(watch.settled().isComplete()).isTrue();
    use("other.test");
    assertThat(watch.settled().isComplete()).isTrue();
  }

  @Test
  void anAnswerToAnOldNameCountsForNothing() {
    Promise<Found> late = Promise.promise();
    answer = late.future();
    use("old.test");
    answer = found(30, "10.0.0.2");
    use("new.test");
    late.complete(found(30, "10.0.0.1").result());
    assertThat(addresses()).containsExactly("10.0.0.2");
  }

  @Test
  void aSnapshotDoesNotLoseWhatDnsAnswered() {
    use("api.test");
    use("api.test");
    assertThat(addresses()).containsExactly("10.0.0.1");
    assertThat(asked).hasSize(1);
  }

  @Test
  void nothingIsLeftOfItWhenThePoolGoes() {
    use("api.test");
    watch.stop();
    assertThat(timers.pending()).isZero();
  }
}
