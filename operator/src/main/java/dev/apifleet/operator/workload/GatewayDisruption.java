package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/** Lets drains take one gateway pod in ten at a time, and always one. */
final class GatewayDisruption {
  private GatewayDisruption() {}

  static PodDisruptionBudget desired(GatewayFleet fleet) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(FleetNames.meta(fleet, FleetNames.gateway(fleet)))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString("10%"))
        .withSelector(FleetNames.selector(fleet))
        .endSpec()
        .build();
  }
}
