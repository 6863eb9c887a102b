package dev.apifleet.bench.elastic;

import dev.apifleet.bench.kube.Kube;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * An API fleet of the bench's own: another Deployment of the sample API, with a pool and a route.
 */
final class Sleeper implements AutoCloseable {
  static final String HOST = "elastic.bench";
  private static final String NAMESPACE = "default";
  private static final String NAME = "bench-elastic";
  private static final String LABEL = "bench";
  private static final String API = "apifleet.dev/v1alpha1";

  private static final String RESOURCES =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: bench-elastic}
      spec: {selector: {bench: elastic}, ports: [{port: 8080}]}
      ---
      apiVersion: apifleet.dev/v1alpha1
      kind: BackendPool
      metadata: {name: bench-elastic}
      spec:
        discovery: {service: {name: bench-elastic, port: 8080}}
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: bench-elastic}
        autoscaling: {minReplicas: 3, maxReplicas: 15, target: 1, stableWindow: 10s, panicWindow: 2s}
      ---
      apiVersion: apifleet.dev/v1alpha1
      kind: ApiRoute
      metadata: {name: bench-elastic}
      spec:
        rules:
        - name: all
          matches: [{path: {type: PathPrefix, value: /api/v1/status}, headers: [{name: x-bench, value: elastic}]}]
          backendRefs: [{name: bench-elastic}]
      """;

  private final KubernetesClient client;

  Sleeper(KubernetesClient client) {
    this.client = client;
    close();
    Deployment sample =
        client.apps().deployments().inNamespace(NAMESPACE).withName("api-server").require();
    client.resource(copy(sample)).create();
    client
        .load(new ByteArrayInputStream(RESOURCES.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(item -> client.resource(item).inNamespace(NAMESPACE).create());
  }

  private static Deployment copy(Deployment sample) {
    Map<String, String> labels = Map.of(LABEL, "elastic");
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withSpec(sample.getSpec())
        .editSpec()
        .withReplicas(null)
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .editTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** How many replicas the Deployment is told to have. */
  int wanted() {
    Deployment now = client.apps().deployments().inNamespace(NAMESPACE).withName(NAME).require();
    return Objects.requireNonNullElse(now.getSpec().getReplicas(), 1);
  }

  int ready() {
    return Kube.ready(client, NAMESPACE, LABEL, "elastic").size();
  }

  /** Lets all replicas go when nobody asks. */
  void mayGoToZero() {
    autoscaling("\"minReplicas\": 0, \"scaleToZero\": true, \"scaleToZeroGracePeriod\": \"1s\"");
  }

  /** Has so many replicas, whatever is asked. */
  void stays(int replicas) {
    autoscaling("\"minReplicas\": %d, \"maxReplicas\": %d".formatted(replicas, replicas));
  }

  private void autoscaling(String fields) {
    client
        .genericKubernetesResources(API, "BackendPool")
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\": {\"autoscaling\": {%s}}}".formatted(fields));
  }

  /** All pods are gone, also those that were leaving. */
  boolean isGone() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel(LABEL, "elastic")
        .list()
        .getItems()
        .isEmpty();
  }

  @Override
  public void close() {
    client
        .genericKubernetesResources(API, "ApiRoute")
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .delete();
    client
        .genericKubernetesResources(API, "BackendPool")
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .delete();
    client.services().inNamespace(NAMESPACE).withName(NAME).delete();
    client.apps().deployments().inNamespace(NAMESPACE).withName(NAME).delete();
    Kube.await(this::isGone, 500, "the pods of an earlier run are gone");
  }
}
