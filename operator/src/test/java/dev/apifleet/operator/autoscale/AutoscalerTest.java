package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.translator.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The autoscaler as its users see it: pools and reports in; sizes, statuses and events out. */
class AutoscalerTest {
  private final ScaledWorld world = new ScaledWorld();
  private final FakeScaler cluster = world.cluster;
  private final List<BackendPool> pools = world.pools;
  private final List<String> announced = world.announced;
  private final List<ObjectRef> changed = world.changed;
  private final LoadBook loads = world.loads;

  @Test
  void followsSpecReplicasAtTheNextLook() {
    cluster.has("api", 3);
    pools.add(Pools.fixed("api", "api", 3));
    world.second();
    assertThat(cluster.calls).containsExactly("read api");

    pools.set(0, Pools.fixed("api", "api", 5));
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(5);
    assertThat(announced)
        .containsExactly(
            "Deployment \"api\" from 3 to 5 replicas: spec.replicas asks for 5; 0.0 pod-hours spent so far");
    assertThat(world.status("api").desiredReplicas()).isEqualTo(5);
    assertThat(world.condition("api").reason()).isEqualTo("FollowingReplicas");
  }

  @Test
  void followsAnEditOfMinReplicasWithoutAnyTraffic() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    world.second();
    pools.set(0, Pools.automatic("api", "api", 4, 15));
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(4);
  }

  @Test
  void growsWithTheLoadThatGatewaysReport() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    world.second();
    world.report("gateway-0", 70);
    world.report("gateway-1", 80);
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(15);
    assertThat(world.condition("api").reason()).isEqualTo("FollowingBurst");
    assertThat(announced.getLast())
        .startsWith("Deployment \"api\" from 3 to 15 replicas: 150.0 requests under way");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e300, 1_000_001})
  void loadThatNoGatewayCanCarryIsNone(double concurrency) {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    world.second();
    world.report("gateway-0", concurrency);
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  @Test
  void meetsTenTimesTheLoadWithinSeconds() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    world.minuteOf(2);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      world.report("gateway-0", 300);
      world.second();
      sizes.add(cluster.sizeOf("api"));
    }
    assertThat(sizes).containsExactly(7, 14, 15, 15, 15, 15);
  }

  @Test
  void shrinksAfterAMinuteOfLowLoad() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    world.second();
    world.minuteOf(100);
    assertThat(cluster.sizeOf("api")).isEqualTo(10);
    world.minuteOf(1);
    assertThat(cluster.sizeOf("api")).isEqualTo(10);
    world.minuteOf(1);
    world.minuteOf(1);
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  @Test
  void asksForAnExtraLookWhenAReportIsOverWhatTheReplicasCarry() {
    List<String> wakes = new ArrayList<>();
    loads.onOverload(() -> wakes.add("now"));
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    world.second();
    world.report("gateway-0", 29);
    assertThat(wakes).isEmpty();
    world.report("gateway-1", 2);
    assertThat(wakes).hasSize(1);
  }

  @Test
  void aSteadyPoolCausesNoStatusWritesAndNoReads() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    world.second();
    world.report("gateway-0", 1);
    world.second();
    changed.clear();
    cluster.calls.clear();
    for (int i = 0; i < 50; i++) {
      world.report("gateway-0", i % 20);
      world.second();
    }
    assertThat(changed).isEmpty();
    assertThat(cluster.calls).isEmpty();
  }
}
