package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.status.PodHours;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.snapshot.grpc.GatewayLoad;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The autoscaler as its users see it: pools and reports in; sizes, statuses and events out. */
class AutoscalerTest {
  private static final ObjectRef API = new ObjectRef("BackendPool", "shop", "api");

  private final FakeClock clock = new FakeClock();
  private final FakeScaler cluster = new FakeScaler();
  private final List<BackendPool> pools = new ArrayList<>();
  private final List<GatewayFleet> fleets = new ArrayList<>();
  private final List<HorizontalPodAutoscaler> hpas = new ArrayList<>();
  private final List<String> announced = new ArrayList<>();
  private final List<ObjectRef> changed = new ArrayList<>();
  private final LoadBook loads = new LoadBook(clock, List::of);
  private final ScaleBook book = new ScaleBook(recording(changed));
  private final TargetBook targets = new TargetBook(cluster, clock);
  private final LatestReports reports = new LatestReports(clock);
  private final FakePods pods = new FakePods();
  private final SubjectScaler scaler =
      new SubjectScaler(
          targets,
          loads,
          book,
          new Idlest(pods, reports),
          new HpaKeeper(new FakeHpas(hpas), clock),
          (pool, sentence) -> announced.add(sentence),
          clock);
  private final Round round =
      new Round(this::subjects, () -> hpas, scaler, targets, loads, Runnable::run);

  @Test
  void followsSpecReplicasAtTheNextLook() {
    cluster.has("api", 3);
    pools.add(Pools.fixed("api", "api", 3));
    second();
    assertThat(cluster.calls).containsExactly("read api");

    pools.set(0, Pools.fixed("api", "api", 5));
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(5);
    assertThat(announced)
        .containsExactly(
            "Deployment \"api\" from 3 to 5 replicas: spec.replicas asks for 5; 0.0 pod-hours spent so far");
    assertThat(status("api").desiredReplicas()).isEqualTo(5);
    assertThat(condition("api").reason()).isEqualTo("FollowingReplicas");
  }

  @Test
  void followsAnEditOfMinReplicasWithoutAnyTraffic() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    second();
    pools.set(0, Pools.automatic("api", "api", 4, 15));
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(4);
  }

  @Test
  void aPoolWhoseTargetWasTakenAwayIsLookedAtAgain() {
    cluster.has("api", 3);
    pools.add(Pools.fixed("api", "api", 3));
    second();
    changed.clear();
    pools.clear();
    second();
    assertThat(changed).containsExactly(API);
    assertThat(book.of(API)).isEmpty();
    second();
    assertThat(changed).hasSize(1);
  }

  @Test
  void growsWithTheLoadThatGatewaysReport() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    second();
    report("gateway-0", 70);
    report("gateway-1", 80);
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(15);
    assertThat(condition("api").reason()).isEqualTo("FollowingBurst");
    assertThat(announced.getLast())
        .startsWith("Deployment \"api\" from 3 to 15 replicas: 150.0 requests under way");
  }

  @Test
  void oneFailedCallForgetsNothingAndIsTriedAgainWithinASecond() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    second();
    report("gateway-0", 100);
    cluster.refuses = true;
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
    assertThat(condition("api").reason()).isEqualTo("TargetUnreachable");
    assertThat(status("api").replicas()).isEqualTo(3);
    cluster.refuses = false;
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(10);
  }

  @Test
  void aFailedReadGrantsNoOtherReplica() {
    cluster.has("api", 3);
    pools.add(slowly());
    second();
    report("gateway-0", 100);
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(4);
    TargetState seen = cluster.targets.put("api", new TargetState.Unreadable("busy"));
    targets.changed(ScaleTarget.deployment("shop", "api"));
    second();
    cluster.targets.put("api", seen);
    report("gateway-0", 100);
    second();
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

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e300, 1_000_001})
  void loadThatNoGatewayCanCarryIsNone(double concurrency) {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    second();
    report("gateway-0", concurrency);
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  @Test
  void meetsTenTimesTheLoadWithinSeconds() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    minuteOf(2);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      report("gateway-0", 300);
      second();
      sizes.add(cluster.sizeOf("api"));
    }
    assertThat(sizes).containsExactly(7, 14, 15, 15, 15, 15);
  }

  @Test
  void shrinksAfterAMinuteOfLowLoad() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    second();
    minuteOf(100);
    assertThat(cluster.sizeOf("api")).isEqualTo(10);
    minuteOf(1);
    assertThat(cluster.sizeOf("api")).isEqualTo(10);
    minuteOf(1);
    minuteOf(1);
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  @Test
  void asksForAnExtraLookWhenAReportIsOverWhatTheReplicasCarry() {
    List<String> wakes = new ArrayList<>();
    loads.onOverload(() -> wakes.add("now"));
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    second();
    report("gateway-0", 29);
    assertThat(wakes).isEmpty();
    report("gateway-1", 2);
    assertThat(wakes).hasSize(1);
  }

  @Test
  void aSteadyPoolCausesNoStatusWritesAndNoReads() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    second();
    report("gateway-0", 1);
    second();
    changed.clear();
    cluster.calls.clear();
    for (int i = 0; i < 50; i++) {
      report("gateway-0", i % 20);
      second();
    }
    assertThat(changed).isEmpty();
    assertThat(cluster.calls).isEmpty();
  }

  @Test
  void readsADeploymentAgainWhenItChanged() {
    cluster.has("api", 3);
    pools.add(Pools.fixed("api", "api", 3));
    second();
    cluster.has("api", 1);
    targets.changed(ScaleTarget.deployment("shop", "api"));
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  @Test
  void namesAMissingTargetAndFindsItOnceItExists() {
    pools.add(Pools.fixed("api", "api", 3));
    second();
    assertThat(condition("api").reason()).isEqualTo("TargetNotFound");
    assertThat(condition("api").message())
        .isEqualTo(
            "spec.scaleTargetRef.name: no Deployment \"api\" in namespace \"shop\"; create it or correct the name");
    cluster.has("api", 1);
    targets.changed(ScaleTarget.deployment("shop", "api"));
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  @Test
  void keepsItsHandsOffWhereAnHpaScales() {
    cluster.has("api", 3);
    hpas.add(Pools.hpa("cpu", "api"));
    pools.add(Pools.automatic("api", "api", 5, 15));
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
    assertThat(condition("api").reason()).isEqualTo("HpaPresent");
    assertThat(condition("api").message())
        .contains("HorizontalPodAutoscaler \"cpu\"", "remove spec.autoscaling here");
    assertThat(status("api").replicas()).isEqualTo(3);
  }

  @Test
  void letsTheOlderOfTwoPoolsScale() {
    cluster.has("api", 3);
    pools.add(Pools.createdAt(Pools.fixed("young", "api", 9), "2026-02-01T00:00:00Z"));
    pools.add(Pools.fixed("old", "api", 4));
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(4);
    assertThat(condition("young").reason()).isEqualTo("Conflicted");
    assertThat(condition("old").status()).isTrue();
  }

  @Test
  void onlyLooksWhereNothingIsAskedFor() {
    cluster.has("api", 3);
    pools.add(Pools.observed("api", "api"));
    second();
    ScaleStatus seen = new ScaleStatus(3, null, "app=api", Optional.empty());
    assertThat(status("api")).isEqualTo(seen.with(new PodHours(0, 3, clock.instant())));
  }

  @Test
  void onePoolThatCannotBeReadHarmsNoOther() {
    cluster.targets.put("bad", new TargetState.Unreadable("the API server answered 403"));
    cluster.has("good", 1);
    pools.add(Pools.fixed("bad", "bad", 2));
    pools.add(Pools.fixed("good", "good", 2));
    second();
    assertThat(cluster.sizeOf("good")).isEqualTo(2);
    assertThat(condition("bad").reason()).isEqualTo("TargetUnreachable");
    assertThat(condition("bad").message()).contains("answered 403");
  }

  @Test
  void forgetsAPoolThatIsGone() {
    cluster.has("api", 3);
    pools.add(Pools.fixed("api", "api", 3));
    second();
    pools.clear();
    second();
    assertThat(book.of(API)).isEmpty();
  }

  @Test
  void anotherHandOnTheTargetIsPutRightAndToldOfOnce() {
    cluster.has("api", 3);
    pools.add(Pools.automatic("api", "api", 3, 15));
    second();
    for (int i = 0; i < 5; i++) {
      report("gateway-0", 1);
      cluster.has("api", 9);
      targets.changed(ScaleTarget.deployment("shop", "api"));
      second();
      assertThat(cluster.sizeOf("api")).isEqualTo(3);
    }
    assertThat(announced).hasSize(1);
    assertThat(announced.getFirst())
        .startsWith("Deployment \"api\" was set to 9 replicas by someone else; set back to 3: ");
  }

  @Test
  void aFleetOfGatewaysHasItsOwnSize() {
    cluster.has("edge-gateway", 1);
    fleets.add(Fleets.fixed("edge", 4));
    second();
    assertThat(cluster.sizeOf("edge-gateway")).isEqualTo(4);
    assertThat(book.of(new ObjectRef("GatewayFleet", "shop", "edge")).orElseThrow().condition())
        .map(Finding::message)
        .contains("spec.replicas asks for 4");
  }

  @Test
  void aFleetWhoseDeploymentIsNotThereYetIsNotBlamed() {
    fleets.add(Fleets.fixed("edge", 4));
    second();
    assertThat(book.of(new ObjectRef("GatewayFleet", "shop", "edge")).orElseThrow().condition())
        .isEmpty();
  }

  @Test
  void anHpaOnTheGatewaysIsToldOfItsPlace() {
    cluster.has("edge-gateway", 1);
    hpas.add(Pools.hpa("cpu", "edge-gateway"));
    fleets.add(Fleets.fixed("edge", 4));
    second();
    assertThat(cluster.sizeOf("edge-gateway")).isEqualTo(1);
    assertThat(book.of(new ObjectRef("GatewayFleet", "shop", "edge")).orElseThrow().condition())
        .map(Finding::message)
        .contains(
            "spec.replicas: HorizontalPodAutoscaler \"cpu\" scales Deployment \"edge-gateway\" already; delete it, or let it scale the GatewayFleet itself");
  }

  @Test
  void gatewaysFollowTheirOwnLoad() {
    cluster.has("edge-gateway", 3);
    fleets.add(Fleets.fleet("edge", "replicas: 3, autoscaling: {target: 500}"));
    second();
    for (int i = 0; i < 3; i++) {
      for (String pod : List.of("gateway-0", "gateway-1", "gateway-2")) {
        loads.report("shop/edge", pod, carries(1.9));
      }
      second();
    }
    assertThat(cluster.sizeOf("edge-gateway")).isEqualTo(12);
    ScaleStatus status = book.of(new ObjectRef("GatewayFleet", "shop", "edge")).orElseThrow();
    assertThat(status.desiredReplicas()).isEqualTo(12);
    assertThat(status.condition().orElseThrow().message()).startsWith("5.70 CPUs");
  }

  @Test
  void aFleetAndAPoolOfOneNameAreTwo() {
    cluster.has("api-gateway", 3);
    cluster.has("api", 3);
    fleets.add(Fleets.fleet("api", "autoscaling: {metric: Rate, target: 100}"));
    pools.add(Pools.automatic("api", "api", 3, 15));
    second();
    loads.report(
        "shop/api",
        "gateway-0",
        LoadReport.newBuilder().setGateway(GatewayLoad.newBuilder().setRate(1000)).build());
    second();
    assertThat(cluster.sizeOf("api-gateway")).isEqualTo(10);
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  private static LoadReport carries(double cpus) {
    return LoadReport.newBuilder().setGateway(GatewayLoad.newBuilder().setCpus(cpus)).build();
  }

  @Test
  void theIdlestPodsGoFirst() {
    cluster.has("api", 3);
    pods.ready("api-a", "api-b", "api-c");
    pools.add(Pools.fixed("api", "api", 1));
    reports.report("edge/default", "gateway-0", busy(Map.of("api-a", 1, "api-b", 9)));
    reports.report("edge/default", "gateway-1", busy(Map.of("api-c", 2)));
    second();
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
    second();
    assertThat(pods.calls).containsExactly("api-c: -1000");
  }

  @Test
  void aRefusedHintKeepsNoScalingBack() {
    cluster.has("api", 3);
    pods.ready("api-a", "api-b", "api-c");
    pods.refuses = true;
    pools.add(Pools.fixed("api", "api", 1));
    reports.report("edge/default", "gateway-0", busy(Map.of("api-a", 1)));
    second();
    assertThat(cluster.sizeOf("api")).isEqualTo(1);
  }

  @Test
  void withoutReportsKubernetesChooses() {
    cluster.has("api", 3);
    pods.ready("api-a", "api-b", "api-c");
    pools.add(Pools.fixed("api", "api", 1));
    second();
    assertThat(pods.calls).isEmpty();
  }

  private static LoadReport busy(Map<String, Integer> endpoints) {
    return LoadReport.newBuilder()
        .putPools("shop/api", PoolLoad.newBuilder().putAllEndpoints(endpoints).build())
        .build();
  }

  private List<Subject> subjects() {
    return Stream.concat(
            pools.stream().flatMap(pool -> Subject.of(pool).stream()),
            fleets.stream().map(Subject::of))
        .toList();
  }

  private void second() {
    clock.passSeconds(1);
    round.run();
  }

  private void minuteOf(double concurrency) {
    for (int i = 0; i < 60; i++) {
      report("gateway-0", concurrency);
      second();
    }
  }

  private void report(String pod, double concurrency) {
    PoolLoad load = PoolLoad.newBuilder().setConcurrency(concurrency).setRate(1).build();
    loads.report("edge/default", pod, LoadReport.newBuilder().putPools("shop/api", load).build());
  }

  private ScaleStatus status(String pool) {
    return book.of(new ObjectRef("BackendPool", "shop", pool)).orElseThrow();
  }

  private Finding condition(String pool) {
    return status(pool).condition().orElseThrow();
  }

  private static StatusEvents recording(List<ObjectRef> changed) {
    return new StatusEvents() {
      @Override
      public void changed(ObjectRef object) {
        changed.add(object);
      }
    };
  }
}
