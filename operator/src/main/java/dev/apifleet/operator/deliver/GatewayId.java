package dev.apifleet.operator.deliver;

import dev.apifleet.operator.world.GatewayPod;

/**
 * Which gateway pod, as its token proves.
 *
 * @param fleet {@code namespace/name} of its GatewayFleet
 */
public record GatewayId(String fleet, String pod) {
  /** Of a pod that the cluster knows. */
  public static GatewayId of(GatewayPod pod) {
    return new GatewayId(pod.fleet(), pod.name());
  }
}
