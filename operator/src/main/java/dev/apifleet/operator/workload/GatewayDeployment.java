package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.deliver.GatewayTokens;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** The gateway pods. Without replicas: those are set through the scale subresource alone. */
final class GatewayDeployment {
  private static final long USER = 10001;
  private static final long TOKEN_SECONDS = 3600;
  private static final long DRAIN_SECONDS = 45;

  /** Rounded up: one of three, four of fifteen. */
  private static final String SURGE = "25%";

  private GatewayDeployment() {}

  static Deployment desired(GatewayFleet fleet, WorkloadConfig config) {
    return new DeploymentBuilder()
        .withMetadata(FleetNames.meta(fleet, FleetNames.gateway(fleet)))
        .withNewSpec()
        .withRevisionHistoryLimit(2)
        .withSelector(FleetNames.selector(fleet))
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(SURGE))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(FleetNames.labels(fleet))
        .addToAnnotations("prometheus.io/scrape", "true")
        .addToAnnotations("prometheus.io/port", String.valueOf(FleetNames.MANAGEMENT_PORT))
        .addToAnnotations("prometheus.io/path", "/metrics")
        .endMetadata()
        .withSpec(pod(fleet, config))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec pod(GatewayFleet fleet, WorkloadConfig config) {
    return new PodSpecBuilder()
        .withServiceAccountName(FleetNames.gateway(fleet))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(DRAIN_SECONDS)
        .withImagePullSecrets(config.pullSecrets().stream().map(LocalObjectReference::new).toList())
        .withSecurityContext(security())
        .withTopologySpreadConstraints(spread(fleet))
        .withContainers(GatewayContainer.desired(fleet, config))
        .withVolumes(operator(fleet), keys(fleet), tmp())
        .addAllToVolumes(GatewaySnapshots.volumes(fleet))
        .addAllToVolumes(GatewayRedis.volumes(fleet))
        .build();
  }

  private static PodSecurityContext security() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  private static TopologySpreadConstraint spread(GatewayFleet fleet) {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withLabelSelector(FleetNames.selector(fleet))
        .build();
  }

  /** The pod's own token, bound to it and good for the operator alone, beside whom it may trust. */
  private static Volume operator(GatewayFleet fleet) {
    return new VolumeBuilder()
        .withName("operator")
        .withNewProjected()
        .withDefaultMode(0440)
        .addNewSource()
        .withNewServiceAccountToken(GatewayTokens.AUDIENCE, TOKEN_SECONDS, GatewayContainer.TOKEN)
        .endSource()
        .addNewSource()
        .withNewConfigMap()
        .withName(FleetNames.trust(fleet))
        .addNewItem(GatewayTrust.CA_KEY, null, GatewayTrust.CA_KEY)
        .endConfigMap()
        .endSource()
        .endProjected()
        .build();
  }

  /** Optional: it comes with the first certificate, and changes without a new pod. */
  private static Volume keys(GatewayFleet fleet) {
    return new VolumeBuilder()
        .withName("tls")
        .withNewSecret()
        .withSecretName(KeyFiles.secretName(fleet))
        .withOptional(true)
        .withDefaultMode(0440)
        .endSecret()
        .build();
  }

  private static Volume tmp() {
    return new VolumeBuilder()
        .withName("tmp")
        .withNewEmptyDir()
        .withMedium("Memory")
        .withSizeLimit(new Quantity("64Mi"))
        .endEmptyDir()
        .build();
  }
}
