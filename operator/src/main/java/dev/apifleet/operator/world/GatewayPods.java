package dev.apifleet.operator.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Comparator;
import java.util.List;

/** Reads gateway pods out of Kubernetes pods. */
public final class GatewayPods {
  /** Names the GatewayFleet, within the namespace of the pod. */
  public static final String FLEET_LABEL = "apifleet.dev/fleet";

  private GatewayPods() {}

  static List<GatewayPod> of(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> !finished(pod))
        .map(GatewayPods::of)
        .sorted(Comparator.comparing(GatewayPod::fleet).thenComparing(GatewayPod::name))
        .toList();
  }

  private static GatewayPod of(Pod pod) {
    String fleet = pod.getMetadata().getLabels().get(FLEET_LABEL);
    return new GatewayPod(
        pod.getMetadata().getNamespace() + "/" + fleet, pod.getMetadata().getName(), ready(pod));
  }

  /** An evicted or failed pod stays as an object, though its Deployment has replaced it. */
  private static boolean finished(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Failed".equals(phase) || "Succeeded".equals(phase);
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream().anyMatch(GatewayPods::isReady);
  }

  private static boolean isReady(PodCondition condition) {
    return "Ready".equals(condition.getType()) && "True".equals(condition.getStatus());
  }
}
