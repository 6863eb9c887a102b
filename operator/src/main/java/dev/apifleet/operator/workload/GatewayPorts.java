package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.FleetListener;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.List;
import java.util.stream.IntStream;

/** Opens the listeners of gateway pods and their management port, and nothing else. */
final class GatewayPorts {
  private GatewayPorts() {}

  static NetworkPolicy desired(GatewayFleet fleet) {
    return new NetworkPolicyBuilder()
        .withMetadata(FleetNames.meta(fleet, FleetNames.gateway(fleet)))
        .withNewSpec()
        .withPodSelector(FleetNames.selector(fleet))
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .withPorts(ports(fleet))
        .endIngress()
        .endSpec()
        .build();
  }

  private static List<NetworkPolicyPort> ports(GatewayFleet fleet) {
    return IntStream.concat(
            FleetNames.listeners(fleet).stream().mapToInt(FleetListener::port),
            IntStream.of(FleetNames.MANAGEMENT_PORT))
        .distinct()
        .mapToObj(GatewayPorts::tcp)
        .toList();
  }

  private static NetworkPolicyPort tcp(int port) {
    return new NetworkPolicyPortBuilder().withNewPort(port).withProtocol("TCP").build();
  }
}
