package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Before a Deployment shrinks: its idlest pods are to go first. */
class IdlestTest {
  private final ScaledWorld world = new ScaledWorld();
  private final FakeScaler cluster = world.cluster;
  private final List<BackendPool> pools = world.pools;
  private final LatestReports reports = world.reports;
  private final FakePods pods = world.pods;

  @Test
  void theIdlestPodsGoFirst() {
    cluster.has("api", 3);
    pods.ready("api-a", "api-b", "api-c");
    pools.add(Pools.fixed("api", "api", 1));
    reports.report("edge/default", "gateway-0", busy(Map.of("api-a", 1, "api-b", 9)));
    reports.report("edge/default", "gateway-1", busy(Map.of("api-c", 2)));
    world.second();
    assertThat(pods.calls).containsExactly("api-a: -1000", "api-c: -1000");
    assertThat(cluster.sizeOf("api")).isEqualTo(1);
  }

  @Test
  void aPodThatIsGoneKeepsNoOtherFromBeingMarked() {
    cluster.has("api", 3);
    pods.ready("api-a", "api-b", "api-c");
    pods.gone = "api-a";
    pools.add(Pools.fixed("api", "api", 1));
    reports.report("edge/default", "gateway-0", busy(Map.of("api-a", 1, "api-b", 9)));
    world.second();
    assertThat(pods.calls).containsExactly("api-c: -1000");
  }

  @Test
  void aRefusedHintKeepsNoScalingBack() {
    cluster.has("api", 3);
    pods.ready("api-a", "api-b", "api-c");
    pods.refuses = true;
    pools.add(Pools.fixed("api", "api", 1));
    reports.report("edge/default", "gateway-0", busy(Map.of("api-a", 1)));
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(1);
  }

  @Test
  void withoutReportsKubernetesChooses() {
    cluster.has("api", 3);
    pods.ready("api-a", "api-b", "api-c");
    pools.add(Pools.fixed("api", "api", 1));
    world.second();
    assertThat(pods.calls).isEmpty();
  }

  private static LoadReport busy(Map<String, Integer> endpoints) {
    return LoadReport.newBuilder()
        .putPools("shop/api", PoolLoad.newBuilder().putAllEndpoints(endpoints).build())
        .build();
  }
}
