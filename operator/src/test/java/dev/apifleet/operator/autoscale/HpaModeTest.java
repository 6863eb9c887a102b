package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolSpec;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool that changes who scales it: whatever happens, at most one does. */
class HpaModeTest {
  private static final String BY_HPA = "autoscaling: {mode: Hpa, metric: Cpu, target: 70}";
  private static final String BY_US = "autoscaling: {minReplicas: 5, maxReplicas: 9}";

  private final FakeClock clock = new FakeClock();
  private final FakeScaler cluster = new FakeScaler();
  private final List<BackendPool> pools = new ArrayList<>();
  private final List<HorizontalPodAutoscaler> seen = new ArrayList<>();
  private final FakeHpas hpas = new FakeHpas(seen);
  private final LoadBook loads = new LoadBook(clock, List::of);
  private final ScaleBook book = new ScaleBook(new StatusEvents());
  private final TargetBook targets = new TargetBook(cluster, clock);
  private final SubjectScaler scaler =
      new SubjectScaler(
          targets,
          loads,
          book,
          new Idlest(new FakePods(), new LatestReports(clock)),
          new HpaKeeper(hpas, clock),
          (pool, sentence) -> {},
          clock);
  private final Round round =
      new Round(this::subjects, () -> List.copyOf(seen), scaler, targets, loads, Runnable::run);

  @BeforeEach
  void api() {
    cluster.has("api", 3);
  }

  @Test
  void makesAnHpaAndKeepsOff() {
    pools.add(pool("api", BY_HPA));
    second();
    second();
    assertThat(hpas.calls).containsExactly("apply apifleet-api");
    assertThat(cluster.calls).noneMatch(call -> call.startsWith("scale"));
  }

  @Test
  void tellsWhatTheHpaSays() {
    pools.add(pool("api", BY_HPA));
    second();
    says("True", "ValidMetricFound", "calculated from cpu", 7);
    second();
    assertThat(status().desiredReplicas()).isEqualTo(7);
    assertThat(condition().reason()).isEqualTo("FollowingHpa");
    assertThat(condition().message())
        .isEqualTo(
            "HorizontalPodAutoscaler \"apifleet-api\" scales Deployment \"api\": calculated from cpu");
    says("False", "FailedGetResourceMetric", "no metrics-server", 7);
    second();
    assertThat(condition().status()).isFalse();
    assertThat(condition().reason()).isEqualTo("FailedGetResourceMetric");
  }

  @Test
  void wakesWhatHasNoReplicasBeforeItIsLeftToTheHpa() {
    cluster.has("api", 0);
    pools.add(pool("api", BY_HPA));
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(1);
    cluster.has("api", 0);
    targets.changed(ScaleTarget.deployment("shop", "api"));
    second();
    assertThat(cluster.sizeOf("api")).isZero();
  }

  @Test
  void putsAnEditedHpaRight() {
    pools.add(pool("api", BY_HPA));
    second();
    seen.getFirst().getSpec().setMaxReplicas(99);
    second();
    assertThat(hpas.calls).containsExactly("apply apifleet-api", "apply apifleet-api");
    assertThat(seen.getFirst().getSpec().getMaxReplicas()).isEqualTo(10);
  }

  @Test
  void scalesOnlyOnceTheHpaIsGone() {
    pools.add(pool("api", BY_HPA));
    second();
    hpas.slowWatch = true;
    pools.set(0, pool("api", BY_US));
    second();
    assertThat(condition().reason()).isEqualTo("HandingOver");
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
    seen.clear();
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(5);
    assertThat(hpas.calls).startsWith("apply apifleet-api", "delete apifleet-api");
  }

  @Test
  void aPoolThatNoLongerScalesLosesItsHpa() {
    pools.add(pool("api", BY_HPA));
    second();
    pools.set(0, pool("api", "retryBudget: 20"));
    second();
    assertThat(seen).isEmpty();
  }

  @Test
  void aPoolThatNamesNoTargetAnyMoreLosesItsHpaAndAnotherMayScale() {
    pools.add(pool("young", BY_HPA));
    second();
    hpas.refusal = "busy";
    pools.set(0, targetless("young"));
    pools.add(pool("api", BY_US));
    second();
    second();
    assertThat(hpas.calls).filteredOn("delete apifleet-young"::equals).hasSize(1);
    assertThat(condition().reason()).isEqualTo("HandingOver");
    hpas.refusal = null;
    clock.passSeconds(5);
    second();
    assertThat(seen).isEmpty();
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(5);
  }

  @Test
  void anHpaOfSomeoneElseThatHasTheNameIsLeftAsItIs() {
    seen.add(Pools.hpa("apifleet-api", "web"));
    pools.add(pool("api", BY_HPA));
    second();
    assertThat(hpas.calls).isEmpty();
    assertThat(condition().reason()).isEqualTo("HpaNotWritten");
    assertThat(condition().message()).contains("\"apifleet-api\"", "delete or rename it");
    seen.clear();
    second();
    assertThat(hpas.calls).containsExactly("apply apifleet-api");
  }

  @Test
  void anHpaOfNoPoolIsNoneOfOurBusiness() {
    seen.add(Pools.hpa("theirs", "web"));
    second();
    assertThat(hpas.calls).isEmpty();
  }

  @Test
  void anOlderPoolWaitsUntilTheYoungerOnesHpaIsGone() {
    pools.add(Pools.createdAt(pool("young", BY_HPA), "2026-02-01T00:00:00Z"));
    second();
    hpas.slowWatch = true;
    pools.add(pool("api", BY_US));
    second();
    assertThat(condition().reason()).isEqualTo("HandingOver");
    assertThat(hpas.calls).endsWith("delete apifleet-young");
    seen.clear();
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(5);
  }

  @Test
  void keepsOffWhereAnHpaOfSomeoneElseScales() {
    pools.add(pool("api", BY_HPA));
    second();
    seen.add(Pools.hpa("theirs", "api"));
    second();
    second();
    assertThat(condition().reason()).isEqualTo("HpaPresent");
    assertThat(seen).extracting(hpa -> hpa.getMetadata().getName()).containsExactly("theirs");
  }

  @Test
  void whatWasRefusedIsToldAndTriedAgainAfterAWhile() {
    hpas.refusal = "forbidden";
    pools.add(pool("api", BY_HPA));
    second();
    second();
    assertThat(hpas.calls).hasSize(1);
    assertThat(condition().reason()).isEqualTo("HpaNotWritten");
    assertThat(condition().message()).contains("\"apifleet-api\"", "forbidden");
    hpas.refusal = null;
    clock.passSeconds(5);
    second();
    second();
    assertThat(condition().reason()).isEqualTo("FollowingHpa");
  }

  private void says(String active, String reason, String message, int desired) {
    seen.getFirst()
        .setStatus(
            new HorizontalPodAutoscalerStatusBuilder()
                .withDesiredReplicas(desired)
                .addNewCondition()
                .withType("ScalingActive")
                .withStatus(active)
                .withReason(reason)
                .withMessage(message)
                .endCondition()
                .build());
  }

  private static BackendPool targetless(String name) {
    BackendPool pool = pool(name, "retryBudget: 20");
    pool.setSpec(Serialization.unmarshal("retryBudget: 20", BackendPoolSpec.class));
    return pool;
  }

  private static BackendPool pool(String name, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: BackendPool
        metadata: {name: %1$s, namespace: shop, uid: uid-%1$s, creationTimestamp: "2026-01-01T00:00:00Z"}
        spec:
          scaleTargetRef: {name: api}
          %2$s
        """
            .formatted(name, spec),
        BackendPool.class);
  }

  private List<Subject> subjects() {
    return pools.stream().flatMap(pool -> Subject.of(pool).stream()).toList();
  }

  private void second() {
    clock.passSeconds(1);
    round.run();
  }

  private ScaleStatus status() {
    return book.of(new ObjectRef("BackendPool", "shop", "api")).orElseThrow();
  }

  private Finding condition() {
    return status().condition().orElseThrow();
  }
}
