package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.world.GatewayPods;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** Tells gateway pods which authorities vouch for the operator. */
public final class GatewayTrust {
  static final String CA_KEY = "ca.crt";

  private GatewayTrust() {}

  static ConfigMap desired(GatewayFleet fleet, WorkloadConfig config) {
    return new ConfigMapBuilder()
        .withMetadata(FleetNames.meta(fleet, FleetNames.trust(fleet)))
        .addToData(CA_KEY, config.caPem())
        .build();
  }

  /** Whether this is the ConfigMap that tells the gateways of a fleet. */
  public static boolean is(ConfigMap each) {
    String fleet = each.getMetadata().getLabels().get(GatewayPods.FLEET_LABEL);
    return each.getMetadata().getName().equals(FleetNames.trust(fleet));
  }

  /** Whether it tells of an authority. */
  public static boolean names(ConfigMap trust, String pem) {
    return authorities(trust).contains(pem);
  }

  /** All of which it tells, as text. */
  public static String authorities(ConfigMap trust) {
    return trust.getData() == null ? "" : trust.getData().getOrDefault(CA_KEY, "");
  }
}
