package dev.apifleet.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.load.OwnLoad;
import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.route.Router;
import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.gateway.runtime.RuntimeBuilder.Built;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.gateway.runtime.TrustedProxies;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.snapshot.PoolConfig.BreakerConfig;
import dev.apifleet.snapshot.grpc.GatewayLoad;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class LoadReporterTest {
  private final Pool pool = new Pool("test/api", new PoolSite(Place.UNKNOWN, () -> 0, () -> 0));
  private final RuntimeHolder runtimes = new RuntimeHolder(new SimpleMeterRegistry(), (_, _) -> {});
  private long requests;
  private long cpuNanos;
  private long now;
  private final OwnLoad own = new OwnLoad(() -> requests, () -> 7, () -> cpuNanos);
  private final LoadReporter reporter = new LoadReporter(runtimes, own, () -> now);

  @BeforeEach
  void serve() {
    serve(null);
  }

  private void serve(FleetSettings fleet) {
    runtimes.swap(
        new Built(
            new Runtime(
                null,
                TreePMap.empty(),
                TreePMap.empty(),
                fleet,
                TrustedProxies.NONE,
                null,
                TreePMap.singleton(pool.name(), pool),
                TreePMap.empty(),
                new Router<>(List.of())),
            List.of(),
            Map.of()));
  }

  private void begin(int requests) {
    for (int i = 0; i < requests; i++) {
      pool.load().begin(now);
    }
  }

  private void report() {
    now += 1_000_000_000L;
    reporter.report();
  }

  @Test
  void aSurgeIsTenRequestsMore() {
    begin(9);
    assertThat(reporter.hasSurged()).isFalse();
    begin(1);
    assertThat(reporter.hasSurged()).isTrue();
  }

  @Test
  void aSurgeIsTwiceTheRequests() {
    begin(20);
    report();
    begin(19);
    assertThat(reporter.hasSurged()).isFalse();
    begin(1);
    assertThat(reporter.hasSurged()).isTrue();
  }

  @Test
  void tenRequestsMoreAreASurgeAlsoWhereTheyMeetSeveralGateways() {
    serve(new FleetSettings("fleet", List.of(), 3));
    begin(2);
    assertThat(reporter.hasSurged()).isFalse();
    begin(1);
    assertThat(reporter.hasSurged()).isTrue();
  }

  /** Looks each fifth of a second for a second, as so many pass each time. */
  private int looksUntilSurge(int each, long millis) {
    for (int look = 1; look <= 5; look++) {
      for (int i = 0; i < each; i++) {
        pool.load().begin(now);
        pool.load().end(now - millis * 1_000_000, now);
      }
      now += 200_000_000L;
      if (reporter.hasSurged()) {
        return look;
      }
    }
    return Integer.MAX_VALUE;
  }

  @Test
  void requestsThatEndAtOnceAreASurgeByTheirNumber() {
    reporter.hasSurged();
    looksUntilSurge(20, 2);
    reporter.report();
    assertThat(looksUntilSurge(20, 2)).as("as before").isEqualTo(Integer.MAX_VALUE);
    assertThat(looksUntilSurge(80, 2)).isLessThanOrEqualTo(2);
    assertThat(reporter.report().getPoolsOrThrow("test/api").getRate())
        .as("as of late, not the mean with the calm before")
        .isGreaterThanOrEqualTo(200);
    assertThat(reporter.hasSurged()).as("told once").isFalse();
  }

  @Test
  void requestsThatTakeMuchLongerAreASurge() {
    reporter.hasSurged();
    looksUntilSurge(20, 5);
    reporter.report();
    assertThat(looksUntilSurge(20, 500)).isEqualTo(1);
    assertThat(reporter.report().getPoolsOrThrow("test/api").getLatencyEwmaMillis())
        .isGreaterThan(100);
  }

  @Test
  void aSurgeIsToldOnce() {
    begin(50);
    reporter.report();
    assertThat(reporter.hasSurged()).isFalse();
  }

  @Test
  void aSurgeIsToldAsItIsAndNotAveragedWithTheCalmBefore() {
    report();
    now += 900_000_000L;
    begin(50);
    now += 100_000_000L;
    assertThat(reporter.report().getPoolsOrThrow("test/api").getConcurrency()).isEqualTo(50.0);
  }

  @Test
  void theReportTellsConcurrency() {
    begin(4);
    now += 1_000_000_000L;
    assertThat(reporter.report().getPoolsOrThrow("test/api").getConcurrency()).isEqualTo(4.0);
  }

  @Test
  void theReportTellsWhatTheGatewayItselfCarries() {
    begin(4);
    report();
    requests = 300;
    cpuNanos = 1_500_000_000L;
    now += 2_000_000_000L;
    GatewayLoad load = reporter.report().getGateway();
    assertThat(load.getConcurrency()).isEqualTo(4.0);
    assertThat(load.getRate()).isEqualTo(150.0);
    assertThat(load.getCpus()).isEqualTo(0.75);
    assertThat(load.getConnections()).isEqualTo(7);
  }

  @Test
  void whatAProcessDoesAtItsStartIsNoLoad() {
    requests = 5;
    cpuNanos = 9_000_000_000L;
    assertThat(reporter.report().getGateway().getCpus()).isZero();
  }

  @Test
  void theReportTellsWhichEndpointsAreBusy() {
    use(3);
    Permit permit = (Permit) pool.choose(List.of(), null, now);
    assertThat(reporter.report().getPoolsOrThrow("test/api").getEndpointsMap())
        .isEqualTo(Map.of(permit.endpoint().name(), 1));
    permit.release();
    assertThat(reporter.report().getPoolsOrThrow("test/api").getEndpointsMap()).isEmpty();
  }

  @Test
  void ofMoreThanAHundredBusyEndpointsNoneIsTold() {
    use(101);
    for (int i = 0; i < 101; i++) {
      pool.choose(List.of(), null, now);
    }
    assertThat(reporter.report().getPoolsOrThrow("test/api").getEndpointsMap()).isEmpty();
  }

  private void use(int endpoints) {
    List<EndpointConfig> all =
        IntStream.range(0, endpoints)
            .mapToObj(i -> new EndpointConfig("pod-" + i, "127.0.0.1", 8080 + i))
            .toList();
    pool.use(
        pool.membersBy(
            new PoolConfig(
                "test/api",
                PoolConfig.Algorithm.ROUND_ROBIN,
                new BreakerConfig(5, 50, 20, 10_000, 30_000, 1, 100)),
            new EndpointsConfig("test/api", all)));
  }

  @Test
  void theFirstThatWaitsForAnEndpointIsASurgeOnce() {
    pool.use(
        pool.membersBy(
            Resources.guarded(null, new ActivationConfig(10, 1_000)),
            new EndpointsConfig(pool.name(), List.of())));
    assertThat(reporter.hasSurged()).isFalse();
    begin(1);
    pool.door().queue(0, 0, null, now);
    assertThat(reporter.hasSurged()).isTrue();
    assertThat(reporter.report().getPoolsOrThrow(pool.name()).getQueue()).isEqualTo(1);
    assertThat(reporter.hasSurged()).isFalse();
  }
}
