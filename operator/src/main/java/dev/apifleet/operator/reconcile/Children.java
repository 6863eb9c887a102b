package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.operator.trust.OperatorTrust;
import dev.apifleet.operator.trust.Pem;
import dev.apifleet.operator.workload.FleetNames;
import dev.apifleet.operator.workload.Workload;
import dev.apifleet.operator.workload.WorkloadConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Brings the children of a fleet to what its spec wants; writes only where they differ. */
@Singleton
class Children {
  private static final Logger LOG = Logger.getLogger(Children.class);
  private static final String FIELD_MANAGER = "apifleet-operator";

  /** Another manager than that of the Deployment, so that applying it never undoes a scaling. */
  private static final String SCALE_FIELD_MANAGER = "apifleet-scaler";

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
    deployment(fleet, context).ifPresent(deployment -> scale(fleet, deployment));
  }

  private WorkloadConfig workloadConfig() {
    return new WorkloadConfig(
        config.gatewayImage(),
        config.gatewayImagePullPolicy(),
        config.gatewayImagePullSecrets().orElse(List.of()),
        config.namespace(),
        Pem.of(trust.authority().certificate()));
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

  private static Optional<Deployment> deployment(
      GatewayFleet fleet, Context<GatewayFleet> context) {
    return live(Deployment.class, FleetNames.gateway(fleet), context);
  }

  private void scale(GatewayFleet fleet, Deployment deployment) {
    Integer wanted = fleet.getSpec() == null ? null : fleet.getSpec().replicas();
    if (wanted == null || Objects.equals(wanted, deployment.getSpec().getReplicas())) {
      return;
    }
    PatchContext patch = PatchContext.of(PatchType.JSON_MERGE);
    patch.setFieldManager(SCALE_FIELD_MANAGER);
    client
        .resource(deployment)
        .subresource("scale")
        .patch(patch, "{\"spec\":{\"replicas\":%d}}".formatted(wanted));
    LOG.infof("scaled %s to %d", deployment.getMetadata().getName(), wanted);
  }
}
