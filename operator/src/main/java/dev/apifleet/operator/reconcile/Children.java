package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.operator.trust.OperatorTrust;
import dev.apifleet.operator.workload.Workload;
import dev.apifleet.operator.workload.WorkloadConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Brings the children of a fleet to what its spec wants; writes only where they differ. */
@Singleton
class Children {
  private static final Logger LOG = Logger.getLogger(Children.class);
  private static final String FIELD_MANAGER = "apifleet-operator";

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final OperatorTrust trust;
  private final KeyMount keys;

  Children(KubernetesClient client, OperatorConfig config, OperatorTrust trust, KeyMount keys) {
    this.client = client;
    this.keys = keys;
    this.config = config;
    this.trust = trust;
  }

  /** Key material first, so that new pods find it; what is wrong with it stops nothing else. */
  void apply(GatewayFleet fleet, Context<GatewayFleet> context) {
    try {
      keys.apply(fleet, context);
    } finally {
      applyWorkload(fleet, context);
    }
  }

  private void applyWorkload(GatewayFleet fleet, Context<GatewayFleet> context) {
    for (HasMetadata desired : Workload.desired(fleet, workloadConfig())) {
      apply(Applied.mark(desired), context);
    }
  }

  private WorkloadConfig workloadConfig() {
    return new WorkloadConfig(
        config.gatewayImage(),
        config.gatewayImagePullPolicy(),
        config.gatewayImagePullSecrets().orElse(List.of()),
        config.namespace(),
        trust.bundle());
  }

  private <T extends HasMetadata> void apply(T desired, Context<GatewayFleet> context) {
    boolean holds =
        live(desired.getClass(), desired.getMetadata().getName(), context)
            .filter(live -> Applied.holds(live, desired))
            .isPresent();
    if (!holds) {
      client.resource(desired).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
      LOG.infof("applied %s %s", desired.getKind(), desired.getMetadata().getName());
    }
  }

  private static <T extends HasMetadata> Optional<T> live(
      Class<T> kind, String name, Context<GatewayFleet> context) {
    return context.getSecondaryResources(kind).stream()
        .filter(each -> each.getMetadata().getName().equals(name))
        .findFirst();
  }
}
