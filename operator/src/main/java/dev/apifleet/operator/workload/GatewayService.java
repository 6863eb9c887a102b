package dev.apifleet.operator.workload;

import dev.apifleet.api.v1alpha1.FleetListener;
import dev.apifleet.api.v1alpha1.FleetService;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.ServiceType;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Map;
import java.util.TreeMap;

/** The Service in front of the gateways. */
final class GatewayService {
  private GatewayService() {}

  static Service desired(GatewayFleet fleet) {
    ServiceType type = type(fleet);
    boolean fromOutside = type != ServiceType.ClusterIP;
    return new ServiceBuilder()
        .withMetadata(FleetNames.meta(fleet, FleetNames.gateway(fleet)))
        .editMetadata()
        .withAnnotations(annotations(fleet))
        .endMetadata()
        .withNewSpec()
        .withType(type.name())
        // Local keeps the client's address, which limits and access lists go by.
        .withExternalTrafficPolicy(fromOutside ? "Local" : null)
        .withSelector(FleetNames.selectorLabels(fleet))
        .withPorts(
            FleetNames.listeners(fleet).stream().map(each -> port(each, fromOutside)).toList())
        .endSpec()
        .build();
  }

  private static ServicePort port(FleetListener listener, boolean fromOutside) {
    return new ServicePortBuilder()
        .withName(listener.name())
        .withPort(listener.port())
        .withTargetPort(new IntOrString(listener.port()))
        .withProtocol("TCP")
        .withNodePort(fromOutside ? listener.nodePort() : null)
        .build();
  }

  private static ServiceType type(GatewayFleet fleet) {
    FleetService service = fleet.getSpec() == null ? null : fleet.getSpec().service();
    return service == null || service.type() == null ? ServiceType.LoadBalancer : service.type();
  }

  private static Map<String, String> annotations(GatewayFleet fleet) {
    FleetService service = fleet.getSpec() == null ? null : fleet.getSpec().service();
    return service == null || service.annotations() == null
        ? Map.of()
        : new TreeMap<>(service.annotations());
  }
}
