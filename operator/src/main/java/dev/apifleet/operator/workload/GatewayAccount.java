package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;

/** The account of gateway pods: without any right, it only proves who they are. */
final class GatewayAccount {
  private GatewayAccount() {}

  static ServiceAccount desired(GatewayFleet fleet) {
    return new ServiceAccountBuilder()
        .withMetadata(FleetNames.meta(fleet, FleetNames.gateway(fleet)))
        .withAutomountServiceAccountToken(false)
        .build();
  }
}
