package dev.apifleet.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.pool.Place;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.gateway.pool.PoolSite;
import dev.apifleet.gateway.route.Router;
import dev.apifleet.gateway.runtime.Runtime;
import dev.apifleet.gateway.runtime.RuntimeBuilder.Built;
import dev.apifleet.gateway.runtime.RuntimeHolder;
import dev.apifleet.gateway.runtime.TrustedProxies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class LoadReporterTest {
  private final Pool pool = new Pool("test/api", new PoolSite(Place.UNKNOWN, () -> 0, () -> 0));
  private final RuntimeHolder runtimes = new RuntimeHolder(new SimpleMeterRegistry(), (_, _) -> {});
  private long now;
  private final LoadReporter reporter = new LoadReporter(runtimes, () -> now);

  @BeforeEach
  void serve() {
    runtimes.swap(
        new Built(
            new Runtime(
                null,
                TreePMap.empty(),
                TreePMap.empty(),
                null,
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
  void aSurgeIsToldOnce() {
    begin(50);
    reporter.report();
    assertThat(reporter.hasSurged()).isFalse();
  }

  @Test
  void theReportTellsConcurrency() {
    begin(4);
    now += 1_000_000_000L;
    assertThat(reporter.report().getPoolsOrThrow("test/api").getConcurrency()).isEqualTo(4.0);
  }
}
