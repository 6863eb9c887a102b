package dev.apifleet.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScalingIT {
  private static final String WORKLOAD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: scaled}
      spec:
        selector: {matchLabels: {app: scaled}}
        template:
          metadata: {labels: {app: scaled}}
          spec:
            automountServiceAccountToken: false
            containers:
            - name: redis
              image: %s
              args: [redis-server, --port, "8080"]
              securityContext: {runAsUser: 999, runAsNonRoot: true}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: scaled}
      spec: {selector: {app: scaled}, ports: [{port: 8080}]}
      """;
  private static final String POOL =
      """
      apiVersion: apifleet.dev/v1alpha1
      kind: BackendPool
      metadata: {name: scaled}
      spec:
        discovery: {service: {name: scaled}}
        scaleTargetRef: {name: scaled}
        %s
      """;
  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());

  private void create(String replicas) {
    resources.apply(WORKLOAD.formatted(Images.fromEnvironment().redis()), "default");
    resources.apply(POOL.formatted(replicas), "default");
    resources.awaitProgrammed("BackendPool", "default", "scaled");
  }

  @AfterEach
  void delete() {
    resources.delete("BackendPool", "scaled");
    cluster.client().apps().deployments().inNamespace("default").withName("scaled").delete();
    cluster.client().services().inNamespace("default").withName("scaled").delete();
  }

  @Test
  void kubectlScaleOfAPoolIsFollowed() {
    create("replicas: 2");
    awaitReplicas(2);
    resources.scalePool("scaled", 4);
    awaitReplicas(4);
    resources.scalePool("scaled", 1);
    awaitReplicas(1);
  }

  @Test
  void anEditOfMinReplicasIsFollowed() {
    create("autoscaling: {minReplicas: 1, maxReplicas: 6}");
    awaitReplicas(1);
    resources.patch("BackendPool", "scaled", "{\"spec\":{\"autoscaling\":{\"minReplicas\":3}}}");
    awaitReplicas(3);
    resources.awaitCondition("BackendPool", "default", "scaled", "Scaling", "True");
  }

  private void awaitReplicas(int wanted) {
    await(wanted + " replicas, and the pool says so")
        .atMost(Duration.ofMinutes(2))
        .until(() -> deploymentReplicas() == wanted && poolReplicas() == wanted);
  }

  private int deploymentReplicas() {
    return cluster
        .client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName("scaled")
        .get()
        .getSpec()
        .getReplicas();
  }

  private int poolReplicas() {
    Object replicas =
        cluster
            .client()
            .genericKubernetesResources("apifleet.dev/v1alpha1", "BackendPool")
            .inNamespace("default")
            .withName("scaled")
            .get()
            .get("status", "replicas");
    return replicas instanceof Integer number ? number : -1;
  }
}
