package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that ask all the time, while everything that can change does. */
class ChangesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int CLIENTS = 4;
  private static final int EDITS = 200;
  private static final int DELETIONS = 4;

  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());
  private final Traffic traffic = new Traffic(cluster.gatewayUrl());
  private final TestRoute route = TestRoute.to("changes");

  @BeforeEach
  void create() {
    resources.apply(route.yaml(), "default");
    resources.awaitProgrammed("ApiRoute", "default", "changes");
  }

  @AfterEach
  void delete() {
    resources.delete("ApiRoute", "changes");
  }

  /** What happens while clients ask; more is asked before and after. */
  private void losesNothing(Runnable change) {
    try (Load load = Load.of(CLIENTS, () -> traffic.get("/api/v1/status", route.header()))) {
      load.awaitMore(100);
      change.run();
      load.awaitMore(300);
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void editsOfARoute() {
    losesNothing(
        () -> {
          for (int i = 0; i < EDITS; i++) {
            edit(i);
          }
          resources.awaitProgrammed("ApiRoute", "default", "changes");
        });
  }

  private void edit(int number) {
    String yaml = route.yaml() + "    timeouts: {request: %dms}\n".formatted(20_000 + number);
    resources.apply(yaml, "default");
  }

  @Test
  void aNewLeader() {
    Pod leader = resources.readyPods(Cluster.SYSTEM, "apifleet-operator").getFirst();
    losesNothing(
        () -> {
          cluster.client().resource(leader).delete();
          await("another operator leads and publishes")
              .atMost(PATIENCE)
              .until(
                  () ->
                      resources.readyPods(Cluster.SYSTEM, "apifleet-operator").stream()
                          .noneMatch(pod -> name(pod).equals(name(leader))));
          edit(1);
          resources.awaitProgrammed("ApiRoute", "default", "changes");
        });
  }

  @Test
  void aLeaderThatDiesWhileAnotherFollows() {
    cluster.installChart(2);
    resources.awaitReady(Cluster.SYSTEM, "apifleet-operator", 2);
    losesNothing(
        () -> {
          String leader = leader();
          var pods = cluster.client().pods().inNamespace(Cluster.SYSTEM);
          pods.withName(leader).withGracePeriod(0).delete();
          edit(2);
          resources.awaitProgrammed("ApiRoute", "default", "changes");
          assertThat(leader()).isNotEqualTo(leader);
        });
    cluster.installChart(1);
    resources.awaitReady(Cluster.SYSTEM, "apifleet-operator", 1);
  }

  /** The pod that holds the Lease. */
  private String leader() {
    Lease lease =
        cluster
            .client()
            .leases()
            .inNamespace(Cluster.SYSTEM)
            .withName("apifleet-operator")
            .require();
    return lease.getSpec().getHolderIdentity().split("_", 2)[0];
  }

  @Test
  void aRollOutOfTheGateways() {
    losesNothing(() -> rollOut(Cluster.SYSTEM, "default-gateway"));
  }

  @Test
  void aRollOutOfTheApiFleet() {
    losesNothing(() -> rollOut("default", "api-server"));
  }

  private void rollOut(String namespace, String name) {
    var deployment = cluster.client().apps().deployments().inNamespace(namespace).withName(name);
    deployment.rolling().restart();
    await("the roll-out of " + name).atMost(PATIENCE).until(() -> isRolledOut(deployment.get()));
  }

  private boolean isRolledOut(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    return status.getObservedGeneration() >= deployment.getMetadata().getGeneration()
        && Objects.equals(status.getUpdatedReplicas(), deployment.getSpec().getReplicas())
        && Objects.equals(status.getReadyReplicas(), deployment.getSpec().getReplicas())
        && pods(deployment).size() == deployment.getSpec().getReplicas();
  }

  /** Also those that are leaving. */
  private List<Pod> pods(Deployment deployment) {
    return cluster
        .client()
        .pods()
        .inNamespace(deployment.getMetadata().getNamespace())
        .withLabelSelector(deployment.getSpec().getSelector())
        .list()
        .getItems();
  }

  @Test
  void podsDeletedAtRandom() {
    Random random = new Random(7);
    losesNothing(
        () -> {
          for (int i = 0; i < DELETIONS; i++) {
            List<Pod> gateways = resources.awaitReady(Cluster.SYSTEM, "gateway", 3);
            List<Pod> servers = resources.awaitReady("default", "api-server", 3);
            deleteOne(gateways, random);
            deleteOne(servers, random);
          }
          resources.awaitReady(Cluster.SYSTEM, "gateway", 3);
          resources.awaitReady("default", "api-server", 3);
        });
  }

  private void deleteOne(List<Pod> pods, Random random) {
    cluster.client().resource(pods.get(random.nextInt(pods.size()))).delete();
  }

  @Test
  void fleetsScaledUpAndDown() {
    losesNothing(
        () -> {
          resources.patchFleet("{\"spec\":{\"replicas\":5}}");
          scaleApi(5);
          resources.awaitReady(Cluster.SYSTEM, "gateway", 5);
          resources.awaitReady("default", "api-server", 5);
          resources.patchFleet("{\"spec\":{\"replicas\":3}}");
          scaleApi(3);
          resources.awaitReady(Cluster.SYSTEM, "gateway", 3);
          resources.awaitReady("default", "api-server", 3);
        });
  }

  /** A shorter window, since nobody is to wait a minute for the way down. */
  private void scaleApi(int least) {
    resources.patch(
        "BackendPool",
        "api-server",
        "{\"spec\":{\"autoscaling\":{\"minReplicas\":%d,\"stableWindow\":\"5s\"}}}"
            .formatted(least));
  }

  @AfterEach
  void restore() {
    resources.patchFleet("{\"spec\":{\"replicas\":3}}");
    resources.patch(
        "BackendPool",
        "api-server",
        "{\"spec\":{\"autoscaling\":{\"minReplicas\":3,\"stableWindow\":\"60s\"}}}");
    resources.awaitReady(Cluster.SYSTEM, "gateway", 3);
    resources.awaitReady("default", "api-server", 3);
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
