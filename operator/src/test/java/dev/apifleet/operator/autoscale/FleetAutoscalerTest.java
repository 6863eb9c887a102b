package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.snapshot.grpc.GatewayLoad;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fleets of gateways as their users see them: gateways report themselves. */
class FleetAutoscalerTest {
  private final ScaledWorld world = new ScaledWorld();
  private final FakeScaler cluster = world.cluster;
  private final List<BackendPool> pools = world.pools;
  private final List<GatewayFleet> fleets = world.fleets;
  private final List<HorizontalPodAutoscaler> hpas = world.hpas;
  private final LoadBook loads = world.loads;
  private final ScaleBook book = world.book;

  @Test
  void aFleetOfGatewaysHasItsOwnSize() {
    cluster.has("edge-gateway", 1);
    fleets.add(Fleets.fixed("edge", 4));
    world.second();
    assertThat(cluster.sizeOf("edge-gateway")).isEqualTo(4);
    assertThat(book.of(new ObjectRef("GatewayFleet", "shop", "edge")).orElseThrow().condition())
        .map(Finding::message)
        .contains("spec.replicas asks for 4");
  }

  @Test
  void aFleetWhoseDeploymentIsNotThereYetIsNotBlamed() {
    fleets.add(Fleets.fixed("edge", 4));
    world.second();
    assertThat(book.of(new ObjectRef("GatewayFleet", "shop", "edge")).orElseThrow().condition())
        .isEmpty();
  }

  @Test
  void anHpaOnTheGatewaysIsToldOfItsPlace() {
    cluster.has("edge-gateway", 1);
    hpas.add(Pools.hpa("cpu", "edge-gateway"));
    fleets.add(Fleets.fixed("edge", 4));
    world.second();
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
    world.second();
    for (int i = 0; i < 3; i++) {
      for (String pod : List.of("gateway-0", "gateway-1", "gateway-2")) {
        loads.report("shop/edge", pod, carries(1.9));
      }
      world.second();
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
    world.second();
    loads.report(
        "shop/api",
        "gateway-0",
        LoadReport.newBuilder().setGateway(GatewayLoad.newBuilder().setRate(1000)).build());
    world.second();
    assertThat(cluster.sizeOf("api-gateway")).isEqualTo(10);
    assertThat(cluster.sizeOf("api")).isEqualTo(3);
  }

  private static LoadReport carries(double cpus) {
    return LoadReport.newBuilder().setGateway(GatewayLoad.newBuilder().setCpus(cpus)).build();
  }
}
