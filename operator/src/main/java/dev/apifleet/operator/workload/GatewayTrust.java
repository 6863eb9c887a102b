package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** Tells gateway pods which authority the operator's certificate comes from. */
final class GatewayTrust {
  static final String CA_KEY = "ca.crt";

  private GatewayTrust() {}

  static ConfigMap desired(GatewayFleet fleet, WorkloadConfig config) {
    return new ConfigMapBuilder()
        .withMetadata(FleetNames.meta(fleet, FleetNames.trust(fleet)))
        .addToData(CA_KEY, config.caPem())
        .build();
  }
}
