package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;

/** All that a GatewayFleet is made of in the cluster: a pure function of its spec. */
public final class Workload {
  /** The kinds that a fleet is made of. */
  public static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          ServiceAccount.class,
          ConfigMap.class,
          NetworkPolicy.class,
          PodDisruptionBudget.class,
          Service.class,
          Deployment.class);

  private Workload() {}

  /** The children of a fleet, in the order in which they are applied. */
  public static List<HasMetadata> desired(GatewayFleet fleet, WorkloadConfig config) {
    return List.of(
        GatewayAccount.desired(fleet),
        GatewayTrust.desired(fleet, config),
        GatewayPorts.desired(fleet),
        GatewayDisruption.desired(fleet),
        GatewayService.desired(fleet),
        GatewayDeployment.desired(fleet, config));
  }
}
