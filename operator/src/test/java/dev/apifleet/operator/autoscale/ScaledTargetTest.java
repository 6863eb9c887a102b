package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.operator.status.PodHours;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What else may happen to a target: others, failures, and nothing at all. */
class ScaledTargetTest {
  private static final ObjectRef API = new ObjectRef("BackendPool", "shop", "api");

  private final ScaledWorld world = new ScaledWorld();
  private final FakeClock clock = world.clock;
  private final FakeScaler cluster = world.cluster;
  private final List<BackendPool> pools = world.pools;
  private final List<HorizontalPodAutoscaler> hpas = world.hpas;
  private final List<String> announced = world.announced;
  private final List<ObjectRef> changed = world.changed;
  private final ScaleBook book = world.book;
  private final TargetBook targets = world.targets;

  @Test
  void aPoolWhoseTargetWasTakenAwayIsLookedAtAgain() {
    cluster.has("api", 3);
    pools.add(Pools.fixed("api", "api", 3));
    world.second();
    changed.clear();
    pools.clear();
    world.second();
    assertThat(changed).containsExactly(API);
    assertThat(book.of(API)).isEmpty();
    world.second();
    assertThat(changed).hasSize(1);
  }

  @Test
  void oneFailedCallForgetsNothingAndIsTriedAgainWithinASecond() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    world.second();
    world.report("gateway-0", 100);
    cluster.refuses = true;
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
    assertThat(world.condition("api").reason()).isEqualTo("TargetUnreachable");
    assertThat(world.status("api").replicas()).isEqualTo(3);
    cluster.refuses = false;
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(10);
  }

  @Test
  void aFailedReadGrantsNoOtherReplica() {
    cluster.has("api", 3);
    pools.add(slowly());
    world.second();
    world.report("gateway-0", 100);
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(4);
    TargetState seen = cluster.targets.put("api", new TargetState.Unreadable("busy"));
    targets.changed(ScaleTarget.deployment("shop", "api"));
    world.second();
    cluster.targets.put("api", seen);
    world.report("gateway-0", 100);
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(4);
  }

  private static BackendPool slowly() {
    return Serialization.unmarshal(
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: BackendPool
        metadata: {name: api, namespace: shop}
        spec:
          scaleTargetRef: {name: api}
          autoscaling: {maxReplicas: 15, target: 10, scaleUp: {replicas: 1, period: 10m}}
        """,
        BackendPool.class);
  }

  @Test
  void readsADeploymentAgainWhenItChanged() {
    cluster.has("api", 3);
    pools.add(Pools.fixed("api", "api", 3));
    world.second();
    cluster.has("api", 1);
    targets.changed(ScaleTarget.deployment("shop", "api"));
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  @Test
  void namesAMissingTargetAndFindsItOnceItExists() {
    pools.add(Pools.fixed("api", "api", 3));
    world.second();
    assertThat(world.condition("api").reason()).isEqualTo("TargetNotFound");
    assertThat(world.condition("api").message())
        .isEqualTo(
            "spec.scaleTargetRef.name: no Deployment \"api\" in namespace \"shop\"; create it or correct the name");
    cluster.has("api", 1);
    targets.changed(ScaleTarget.deployment("shop", "api"));
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  @Test
  void keepsItsHandsOffWhereAnHpaScales() {
    cluster.has("api", 3);
    hpas.add(Pools.hpa("cpu", "api"));
    pools.add(Pools.automatic("api", "api", 5, 15));
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
    assertThat(world.condition("api").reason()).isEqualTo("HpaPresent");
    assertThat(world.condition("api").message())
        .contains("HorizontalPodAutoscaler \"cpu\"", "remove spec.autoscaling here");
    assertThat(world.status("api").replicas()).isEqualTo(3);
  }

  @Test
  void letsTheOlderOfTwoPoolsScale() {
    cluster.has("api", 3);
    pools.add(Pools.createdAt(Pools.fixed("young", "api", 9), "2026-02-01T00:00:00Z"));
    pools.add(Pools.fixed("old", "api", 4));
    world.second();
    assertThat(cluster.sizeOf("api")).isEqualTo(4);
    assertThat(world.condition("young").reason()).isEqualTo("Conflicted");
    assertThat(world.condition("old").status()).isTrue();
  }

  @Test
  void onlyLooksWhereNothingIsAskedFor() {
    cluster.has("api", 3);
    pools.add(Pools.observed("api", "api"));
    world.second();
    ScaleStatus seen = new ScaleStatus(3, null, "app=api", Optional.empty());
    assertThat(world.status("api")).isEqualTo(seen.with(new PodHours(0, 3, clock.instant())));
  }

  @Test
  void onePoolThatCannotBeReadHarmsNoOther() {
    cluster.targets.put("bad", new TargetState.Unreadable("the API server answered 403"));
    cluster.has("good", 1);
    pools.add(Pools.fixed("bad", "bad", 2));
    pools.add(Pools.fixed("good", "good", 2));
    world.second();
    assertThat(cluster.sizeOf("good")).isEqualTo(2);
    assertThat(world.condition("bad").reason()).isEqualTo("TargetUnreachable");
    assertThat(world.condition("bad").message()).contains("answered 403");
  }

  @Test
  void forgetsAPoolThatIsGone() {
    cluster.has("api", 3);
    pools.add(Pools.fixed("api", "api", 3));
    world.second();
    pools.clear();
    world.second();
    assertThat(book.of(API)).isEmpty();
  }

  @Test
  void anotherHandOnTheTargetIsPutRightAndToldOfOnce() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    world.second();
    for (int i = 0; i < 5; i++) {
      world.report("gateway-0", 1);
      cluster.has("api", 9);
      targets.changed(ScaleTarget.deployment("shop", "api"));
      world.second();
      assertThat(cluster.sizeOf("api")).isEqualTo(3);
    }
    assertThat(announced).hasSize(1);
    assertThat(announced.getFirst())
        .startsWith("Deployment \"api\" was set to 9 replicas by someone else; set back to 3: ");
  }
}
