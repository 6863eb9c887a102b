package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Fleets of the namespace shop, as the tests write them. */
final class Fleets {
  private Fleets() {}

  static GatewayFleet fixed(String name, int replicas) {
    return fleet(name, "replicas: " + replicas);
  }

  static GatewayFleet fleet(String name, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: GatewayFleet
        metadata: {name: %s, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z"}
        spec: {%s}
        """
            .formatted(name, spec),
        GatewayFleet.class);
  }
}
