package dev.apifleet.operator.autoscale;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The HorizontalPodAutoscalers of this cluster. */
final class ClusterHpas implements HpaKeeper.Hpas {
  private final KubernetesClient client;

  ClusterHpas(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void apply(HorizontalPodAutoscaler hpa) {
    client
        .resource(hpa)
        .fieldManager(KubernetesScaler.FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
  }

  /** Exactly that one, and not another that was given its name since. */
  @Override
  public void delete(HorizontalPodAutoscaler hpa) {
    client.resource(hpa).lockResourceVersion(hpa.getMetadata().getResourceVersion()).delete();
  }
}
