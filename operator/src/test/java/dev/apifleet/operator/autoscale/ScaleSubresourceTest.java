package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolStatus;
import dev.apifleet.api.v1alpha1.PodHoursStatus;
import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.operator.cluster.ApiServer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The autoscaler within the whole operator, on a real API server. */
@QuarkusTest
@QuarkusTestResource(ApiServer.class)
class ScaleSubresourceTest {
  private static final String NAMESPACE = "scaling";

  @Inject KubernetesClient client;

  @BeforeEach
  void namespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
  }

  @AfterEach
  void leaveNothingThatMoves() {
    client.resources(BackendPool.class).inNamespace(NAMESPACE).delete();
    client.apps().deployments().inNamespace(NAMESPACE).delete();
    client.apps().statefulSets().inNamespace(NAMESPACE).delete();
    client.autoscaling().v2().horizontalPodAutoscalers().inNamespace(NAMESPACE).delete();
  }

  @Test
  void kubectlScaleOfAPoolScalesItsTarget() {
    pool("plain", 0);
    deployment("plain");
    client.resources(BackendPool.class).inNamespace(NAMESPACE).withName("plain").scale(2);
    Deployment scaled = awaitReplicas("plain", 2);
    assertThat(scaled.getMetadata().getManagedFields())
        .anyMatch(field -> "apifleet-autoscaler".equals(field.getManager()));
    Event event = awaitScaled("plain");
    assertThat(event.getMessage())
        .isEqualTo(
            "Deployment \"plain\" from 0 to 2 replicas: spec.replicas asks for 2; 0.0 pod-hours spent so far");
    client
        .resources(BackendPool.class)
        .inNamespace(NAMESPACE)
        .withName("plain")
        .waitUntilCondition(p -> counted(p) == 2, 60, TimeUnit.SECONDS);
  }

  @Test
  void anotherHandOnTheTargetIsPutRight() {
    pool("stubborn", 1);
    deployment("stubborn");
    awaitReplicas("stubborn", 1);
    target("stubborn").scale(3);
    awaitReplicas("stubborn", 1);
  }

  @Test
  void aStatefulSetIsScaledAndPutRightAsWell() {
    pool("store", "StatefulSet", 2);
    target("store", "StatefulSet");
    var store = client.apps().statefulSets().inNamespace(NAMESPACE).withName("store");
    store.waitUntilCondition(
        s -> s != null && s.getSpec().getReplicas() == 2, 60, TimeUnit.SECONDS);
    store.scale(5);
    store.waitUntilCondition(
        s -> s != null && s.getSpec().getReplicas() == 2, 60, TimeUnit.SECONDS);
  }

  @Test
  void aMissingTargetIsNamedUntilItExists() {
    pool("early", 1);
    assertThat(awaitScaling("early", "TargetNotFound").message())
        .contains("no Deployment \"early\" in namespace \"scaling\"");
    deployment("early");
    awaitReplicas("early", 1);
    assertThat(awaitScaling("early", "FollowingReplicas").status()).isEqualTo("True");
  }

  @Test
  void anHpaOnTheTargetKeepsUsOff() {
    deployment("taken");
    client.load(stream(HPA)).serverSideApply();
    pool("taken", 5);
    assertThat(awaitScaling("taken", "HpaPresent").message())
        .contains("HorizontalPodAutoscaler \"cpu\"");
    assertThat(target("taken").get().getSpec().getReplicas()).isZero();
  }

  private static final String HPA =
      """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: cpu, namespace: scaling}
      spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: taken}, maxReplicas: 2}
      """;

  private void pool(String name, int replicas) {
    pool(name, "Deployment", replicas);
  }

  private void pool(String name, String kind, int replicas) {
    apply(
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: BackendPool
        metadata: {name: %1$s, namespace: scaling}
        spec:
          discovery: {endpoints: [{address: 127.0.0.1, port: 1}]}
          scaleTargetRef: {kind: %2$s, name: %1$s}
          replicas: %3$d
        """
            .formatted(name, kind, replicas));
  }

  private void deployment(String name) {
    target(name, "Deployment");
  }

  private void target(String name, String kind) {
    apply(
        """
        apiVersion: apps/v1
        kind: %2$s
        metadata: {name: %1$s, namespace: scaling}
        spec:
          replicas: 0
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec:
              nodeSelector: {none: such}
              containers: [{name: main, image: none.invalid/none}]
        """
            .formatted(name, kind));
  }

  private void apply(String yaml) {
    client.load(stream(yaml)).serverSideApply();
  }

  private RollableScalableResource<Deployment> target(String name) {
    return client.apps().deployments().inNamespace(NAMESPACE).withName(name);
  }

  private Deployment awaitReplicas(String name, int replicas) {
    return target(name)
        .waitUntilCondition(
            d -> d != null && d.getSpec().getReplicas() == replicas, 60, TimeUnit.SECONDS);
  }

  private Event awaitScaled(String pool) {
    return client
        .v1()
        .events()
        .inNamespace(NAMESPACE)
        .withField("involvedObject.kind", "BackendPool")
        .withField("involvedObject.name", pool)
        .withField("reason", "Scaled")
        .waitUntilCondition(Objects::nonNull, 60, TimeUnit.SECONDS);
  }

  private StatusCondition awaitScaling(String pool, String reason) {
    BackendPool settled =
        client
            .resources(BackendPool.class)
            .inNamespace(NAMESPACE)
            .withName(pool)
            .waitUntilCondition(p -> scaling(p, reason).isPresent(), 60, TimeUnit.SECONDS);
    return scaling(settled, reason).orElseThrow();
  }

  private static int counted(BackendPool pool) {
    return Optional.ofNullable(pool.getStatus())
        .map(BackendPoolStatus::podHours)
        .map(PodHoursStatus::replicas)
        .orElse(0);
  }

  private static Optional<StatusCondition> scaling(BackendPool pool, String reason) {
    return Optional.ofNullable(pool).map(BackendPool::getStatus).stream()
        .flatMap(status -> Optional.ofNullable(status.conditions()).orElse(List.of()).stream())
        .filter(c -> "Scaling".equals(c.type()) && reason.equals(c.reason()))
        .findFirst();
  }

  private static InputStream stream(String yaml) {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
