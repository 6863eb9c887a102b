package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.FleetListener;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.ListenerProtocol;
import dev.apifleet.operator.world.GatewayPods;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the children of a fleet are named, labelled and found. */
public final class FleetNames {
  /** Where gateway pods answer probes and scrapes. */
  static final int MANAGEMENT_PORT = 9000;

  /** Label of the Secrets that hold what the gateways begin with. */
  public static final String BOOTSTRAP_LABEL = "apifleet.dev/bootstrap";

  private static final FleetListener DEFAULT_LISTENER =
      new FleetListener("http", 8080, ListenerProtocol.HTTP, null, null);

  private FleetNames() {}

  /** Name of all children that need no name of their own. */
  public static String gateway(GatewayFleet fleet) {
    return gateway(fleet.getMetadata().getName());
  }

  private static String gateway(String fleet) {
    return fleet + "-gateway";
  }

  static String trust(GatewayFleet fleet) {
    return trust(fleet.getMetadata().getName());
  }

  static String trust(String fleet) {
    return gateway(fleet) + "-trust";
  }

  /** The Secret that holds one of the pieces of what the gateways begin with. */
  public static String bootstrap(GatewayFleet fleet, int index) {
    return gateway(fleet) + "-bootstrap-" + index;
  }

  /** Metadata of a child of this name: it ends with the fleet. */
  public static ObjectMeta meta(GatewayFleet fleet, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(fleet.getMetadata().getNamespace())
        .withLabels(labels(fleet))
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(fleet.getApiVersion())
                .withKind(fleet.getKind())
                .withName(fleet.getMetadata().getName())
                .withUid(fleet.getMetadata().getUid())
                .withController(true)
                .build())
        .build();
  }

  static Map<String, String> labels(GatewayFleet fleet) {
    Map<String, String> labels = new TreeMap<>(selectorLabels(fleet));
    labels.put("app.kubernetes.io/instance", fleet.getMetadata().getName());
    labels.put("app.kubernetes.io/managed-by", "apifleet");
    labels.put("app.kubernetes.io/name", "gateway");
    return labels;
  }

  static LabelSelector selector(GatewayFleet fleet) {
    return new LabelSelectorBuilder().withMatchLabels(selectorLabels(fleet)).build();
  }

  /** The selector as text, as the scale subresource wants it. */
  public static String selectorText(GatewayFleet fleet) {
    return selectorLabels(fleet).entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  static Map<String, String> selectorLabels(GatewayFleet fleet) {
    return new TreeMap<>(
        Map.of(
            GatewayPods.FLEET_LABEL,
            fleet.getMetadata().getName(),
            "app.kubernetes.io/component",
            "gateway"));
  }

  /** The listeners with their defaults, as the translator reads them too. */
  static List<FleetListener> listeners(GatewayFleet fleet) {
    List<FleetListener> listeners = fleet.getSpec() == null ? null : fleet.getSpec().listeners();
    return listeners == null || listeners.isEmpty()
        ? List.of(DEFAULT_LISTENER)
        : listeners.stream().map(FleetNames::withDefaults).toList();
  }

  private static FleetListener withDefaults(FleetListener listener) {
    return new FleetListener(
        listener.name() == null ? DEFAULT_LISTENER.name() : listener.name(),
        listener.port() == null ? DEFAULT_LISTENER.port() : listener.port(),
        listener.protocol() == null ? DEFAULT_LISTENER.protocol() : listener.protocol(),
        listener.tls(),
        listener.nodePort());
  }
}
