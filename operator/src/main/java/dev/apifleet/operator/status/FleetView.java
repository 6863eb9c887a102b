package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.GatewayPodStatus;
import java.util.List;

/**
 * What there is to say of a fleet beside its conditions.
 *
 * @param version label of the last publication, or null before the first
 * @param gateways ready pods that serve that publication, over ready pods
 * @param pods every gateway pod, by name
 */
public record FleetView(String version, String gateways, List<GatewayPodStatus> pods) {
  /** Before its first publication. */
  static final FleetView NONE = new FleetView(null, "0/0", List.of());

  public FleetView {
    pods = List.copyOf(pods);
  }

  /** How many pods are ready. */
  public int ready() {
    return (int) pods.stream().filter(GatewayPodStatus::ready).count();
  }
}
