package dev.apifleet.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a user does with kubectl. */
record Resources(KubernetesClient client) {
  private static final String API = "apifleet.dev/v1alpha1";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** {@code kubectl apply --server-side -f FOLDER [-n NAMESPACE]}. */
  void applyFolder(Path folder, String namespace) {
    try (Stream<Path> files = Files.list(folder)) {
      files.sorted().forEach(file -> apply(text(file), namespace));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kubectl apply --server-side -f - [-n NAMESPACE]}. */
  void apply(String yaml, String namespace) {
    for (HasMetadata item :
        client.load(new java.io.ByteArrayInputStream(yaml.getBytes())).items()) {
      var resource = client.resource(item);
      var placed = namespace == null ? resource : resource.inNamespace(namespace);
      placed.fieldManager("e2e").forceConflicts().serverSideApply();
    }
  }

  /** {@code kubectl delete KIND NAME -n default}. */
  void delete(String kind, String name) {
    client.genericKubernetesResources(API, kind).inNamespace("default").withName(name).delete();
  }

  /** {@code kubectl patch KIND NAME -n default --type merge -p JSON}. */
  void patch(String kind, String name, String json) {
    client
        .genericKubernetesResources(API, kind)
        .inNamespace("default")
        .withName(name)
        .patch(
            io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE),
            json);
  }

  /** {@code kubectl patch gatewayfleet default -n apifleet-system --type merge -p JSON}. */
  void patchFleet(String json) {
    client
        .genericKubernetesResources(API, "GatewayFleet")
        .inNamespace(Cluster.SYSTEM)
        .withName("default")
        .patch(
            io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE),
            json);
  }

  /** {@code kubectl scale backendpool NAME --replicas=N}, through the scale subresource. */
  void scalePool(String name, int replicas) {
    client
        .genericKubernetesResources(API, "BackendPool")
        .inNamespace("default")
        .withName(name)
        .scale(replicas);
  }

  Optional<JsonNode> condition(String kind, String namespace, String name, String type) {
    GenericKubernetesResource object =
        client.genericKubernetesResources(API, kind).inNamespace(namespace).withName(name).get();
    if (object == null) {
      return Optional.empty();
    }
    JsonNode status = Serialization.jsonMapper().valueToTree(object).path("status");
    return StreamSupport.stream(status.path("conditions").spliterator(), false)
        .filter(condition -> condition.path("type").asText().equals(type))
        .filter(
            condition ->
                condition.path("observedGeneration").asLong()
                    == object.getMetadata().getGeneration())
        .findFirst();
  }

  /** {@code kubectl wait --for=condition=Programmed}. */
  void awaitProgrammed(String kind, String namespace, String name) {
    awaitCondition(kind, namespace, name, "Programmed", "True");
  }

  /** The condition as it is once it has that status for the object's current generation. */
  JsonNode awaitCondition(String kind, String namespace, String name, String type, String status) {
    return await("%s of %s %s/%s is %s".formatted(type, kind, namespace, name, status))
        .atMost(PATIENCE)
        .until(
            () -> condition(kind, namespace, name, type),
            found -> found.filter(c -> c.path("status").asText().equals(status)).isPresent())
        .orElseThrow();
  }

  /** Returns them once there are so many. */
  List<Pod> awaitReady(String namespace, String app, int pods) {
    return await("%d ready pods of %s/%s".formatted(pods, namespace, app))
        .atMost(PATIENCE)
        .until(() -> readyPods(namespace, app), ready -> ready.size() == pods);
  }

  /** Pods of {@code app.kubernetes.io/name} that are ready and stay. */
  List<Pod> readyPods(String namespace, String app) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/name", app)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(io.fabric8.kubernetes.client.readiness.Readiness::isPodReady)
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
