package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.FleetResources;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.trust.ServerIdentity;
import dev.apifleet.snapshot.GatewayJvm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The one container of a gateway pod. */
final class GatewayContainer {
  /** Where the pod finds the operator's authority and its own token. */
  static final String OPERATOR_PATH = "/var/run/apifleet";

  static final String TOKEN = "token";

  /** Where gateways look for certificates unless told otherwise. */
  private static final String KEYS_PATH = "/var/run/apifleet-tls";

  /** The Service that has an address for every operator. */
  private static final String OPERATORS = "apifleet-operators";

  private static final int DELIVERY_PORT = 9443;
  private static final Map<String, String> REQUESTS = Map.of("cpu", "50m", "memory", "192Mi");
  private static final Map<String, String> LIMITS =
      Map.of("memory", GatewayJvm.MEMORY_MEBIBYTES + "Mi");

  private GatewayContainer() {}

  static Container desired(GatewayFleet fleet, WorkloadConfig config) {
    return new ContainerBuilder()
        .withName("gateway")
        .withImage(config.image())
        .withImagePullPolicy(config.pullPolicy())
        .withEnv(environment(fleet, config))
        .withPorts(managementPort())
        .withResources(resources(fleet))
        .withSecurityContext(security())
        .withStartupProbe(probe("/health/live", 1, 180))
        .withLivenessProbe(probe("/health/live", 10, 3))
        .withReadinessProbe(probe("/health/ready", 1, 2))
        .addNewVolumeMount()
        .withName("operator")
        .withMountPath(OPERATOR_PATH)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tls")
        .withMountPath(KEYS_PATH)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .addAllToVolumeMounts(GatewaySnapshots.mounts())
        .addAllToVolumeMounts(GatewayRedis.mounts(fleet))
        .build();
  }

  private static List<EnvVar> environment(GatewayFleet fleet, WorkloadConfig config) {
    List<EnvVar> all = new ArrayList<>();
    all.add(ofPod("POD_NAME", "metadata.name"));
    // Empty where Kubernetes does not copy its nodes' topology labels to pods.
    all.add(ofPod("POD_ZONE", "metadata.labels['topology.kubernetes.io/zone']"));
    all.add(ofPod("POD_REGION", "metadata.labels['topology.kubernetes.io/region']"));
    all.add(
        value(
            "OPERATOR_ADDRESS",
            "%s.%s.svc:%d".formatted(OPERATORS, config.operatorNamespace(), DELIVERY_PORT)));
    all.add(
        value(
            "OPERATOR_SERVER_NAME",
            ServerIdentity.SERVICE + "." + config.operatorNamespace() + ".svc"));
    all.add(value("OPERATOR_CA_FILE", OPERATOR_PATH + "/" + GatewayTrust.CA_KEY));
    all.add(value("OPERATOR_TOKEN_FILE", OPERATOR_PATH + "/" + TOKEN));
    all.add(value("JAVA_TOOL_OPTIONS", GatewayJvm.OPTIONS));
    all.addAll(GatewayRedis.environment(fleet));
    return all;
  }

  private static EnvVar ofPod(String name, String field) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withApiVersion("v1")
        .withFieldPath(field)
        .endFieldRef()
        .endValueFrom()
        .build();
  }

  private static EnvVar value(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  /**
   * The port that never changes. Listeners are not named here: a pod opens them as they are
   * delivered, and a change of the pod's template would replace all pods for each of them.
   */
  private static ContainerPort managementPort() {
    return new ContainerPortBuilder()
        .withName("management")
        .withContainerPort(FleetNames.MANAGEMENT_PORT)
        .withProtocol("TCP")
        .build();
  }

  private static ResourceRequirements resources(GatewayFleet fleet) {
    FleetResources wanted = fleet.getSpec() == null ? null : fleet.getSpec().resources();
    return new ResourceRequirementsBuilder()
        .withRequests(quantities("requests", wanted == null ? null : wanted.requests(), REQUESTS))
        .withLimits(quantities("limits", wanted == null ? null : wanted.limits(), LIMITS))
        .build();
  }

  private static Map<String, Quantity> quantities(
      String field, Map<String, String> wanted, Map<String, String> defaults) {
    return (wanted == null ? defaults : wanted)
        .entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> quantity(field + "." + entry.getKey(), entry.getValue()),
                    (a, _) -> a,
                    TreeMap::new));
  }

  /** Kubernetes answers what is none with an error of its own, as if it were not the user's. */
  private static Quantity quantity(String field, String text) {
    try {
      Quantity quantity = new Quantity(text);
      quantity.getNumericalAmount();
      return quantity;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "spec.resources.%s: \"%s\" is no quantity; write one such as 500m or 512Mi"
              .formatted(field, text),
          e);
    }
  }

  private static SecurityContext security() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private static Probe probe(String path, int period, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(FleetNames.MANAGEMENT_PORT)
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(5)
        .withFailureThreshold(failures)
        .build();
  }
}
