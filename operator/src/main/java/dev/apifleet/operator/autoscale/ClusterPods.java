package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.DeletionCosts.Candidate;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.Optional;

/** The pods of this cluster. */
final class ClusterPods implements Idlest.Pods {
  private static final PatchContext PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(KubernetesScaler.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;

  ClusterPods(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public List<Candidate> ready(String namespace, String selector) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabelSelector(selector)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(Readiness.getInstance()::isReady)
        .map(pod -> new Candidate(pod.getMetadata().getName(), cost(pod)))
        .toList();
  }

  @Override
  public void cost(String namespace, String pod, Optional<Integer> cost) {
    String value = cost.map(number -> "\"" + number + "\"").orElse("null");
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod)
        .patch(
            PATCH,
            "{\"metadata\":{\"annotations\":{\"%s\":%s}}}"
                .formatted(DeletionCosts.ANNOTATION, value));
  }

  /** What is no number is Kubernetes' 0, but somebody has meant something by it. */
  private static Optional<Integer> cost(Pod pod) {
    String text =
        Optional.ofNullable(pod.getMetadata().getAnnotations())
            .map(all -> all.get(DeletionCosts.ANNOTATION))
            .orElse(null);
    try {
      return text == null ? Optional.empty() : Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException _) {
      return Optional.of(0);
    }
  }
}
