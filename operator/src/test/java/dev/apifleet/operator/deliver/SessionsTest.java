package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final GatewayId POD = new GatewayId("shop/edge", "edge-1");

  private final SnapshotBook snapshots = new SnapshotBook();
  private final List<LoadReport> heard = new ArrayList<>();
  private final Sessions sessions =
      new Sessions(
          _ -> Reviews.expired(),
          _ -> true,
          snapshots,
          new AckBook(),
          List.of(new Hearing(heard)),
          Patience.USUAL);

  @Test
  void aGatewaySpeaksForThePoolsOfItsOwnFleetAlone() {
    give("shop/edge", "shop/api");
    give("bank/edge", "bank/api");
    sessions.load(POD, report("shop/api", "bank/api"));
    assertThat(heard).containsExactly(report("shop/api"));
  }

  @Test
  void aGatewayThatWasGivenNothingSpeaksForNoPool() {
    sessions.load(POD, report("shop/api"));
    assertThat(heard).containsExactly(LoadReport.getDefaultInstance());
  }

  private void give(String fleet, String pool) {
    PoolConfig.BreakerConfig breaker =
        new PoolConfig.BreakerConfig(5, 50, 20, 10_000, 30_000, 1, 100);
    PoolConfig content = new PoolConfig(pool, PoolConfig.Algorithm.ROUND_ROBIN, breaker, "");
    snapshots.publish(fleet, Snapshot.of(List.of(content)), 1);
  }

  private static LoadReport report(String... pools) {
    LoadReport.Builder report = LoadReport.newBuilder();
    List.of(pools)
        .forEach(pool -> report.putPools(pool, PoolLoad.newBuilder().setConcurrency(5).build()));
    return report.build();
  }

  private record Hearing(List<LoadReport> heard) implements LoadSink {
    @Override
    public void report(String fleet, String pod, LoadReport report) {
      heard.add(report);
    }

    @Override
    public void gone(String fleet, String pod) {
      throw new AssertionError("nobody left");
    }
  }
}
