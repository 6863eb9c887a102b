package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PoolDiscovery;
import dev.apifleet.api.v1alpha1.ServiceDiscovery;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the endpoints of pools: those of a Service, or fixed ones. */
final class Discovery {
  private static final FieldPath FIELD = FieldPath.SPEC.child("discovery");
  private static final FieldPath SERVICE_NAME = FIELD.child("service").child("name");

  private final Lookups<Inventory> lookups;

  Discovery(Lookups<Inventory> lookups) {
    this.lookups = lookups;
  }

  /**
   * Empty where it is not said from where they come, and where only the gateways find out; an empty
   * list where there are none now.
   */
  Optional<List<EndpointConfig>> endpoints(
      String namespace, PoolDiscovery discovery, Problems invalid, Problems unresolved) {
    List<String> sources = sources(discovery);
    if (sources.size() != 1) {
      invalid.invalid(
          FIELD,
          sources.isEmpty() ? null : String.join(" and ", sources),
          "name one source: service, dns or endpoints");
      return Optional.empty();
    }
    return switch (sources.getFirst()) {
      case "service" -> ofService(namespace, discovery.service(), invalid, unresolved);
      case "dns" -> {
        DnsNames.read(discovery.dns(), invalid);
        yield Optional.empty();
      }
      default -> StaticEndpoints.read(FIELD.child("endpoints"), discovery.endpoints(), invalid);
    };
  }

  private static List<String> sources(PoolDiscovery discovery) {
    List<String> sources = new ArrayList<>();
    if (discovery != null && discovery.service() != null) {
      sources.add("service");
    }
    if (discovery != null && discovery.dns() != null) {
      sources.add("dns");
    }
    if (discovery != null && discovery.endpoints() != null) {
      sources.add("endpoints");
    }
    return sources;
  }

  private Optional<List<EndpointConfig>> ofService(
      String namespace, ServiceDiscovery wanted, Problems invalid, Problems unresolved) {
    if (Texts.isBlank(wanted.name())) {
      invalid.invalid(SERVICE_NAME, wanted.name(), "name a Service in the namespace of the pool");
      return Optional.empty();
    }
    String name = wanted.name();
    Optional<Service> service =
        lookups.ask(inventory -> inventory.services().find(namespace, name));
    if (service.isEmpty()) {
      unresolved.add("ServiceNotFound", notFound(namespace, name));
      return Optional.of(List.of());
    }
    return Optional.of(
        ServicePorts.choose(service.get(), wanted.port(), unresolved)
            .map(port -> SliceEndpoints.ready(slices(namespace, name), port.getName()))
            .orElse(List.of()));
  }

  private List<EndpointSlice> slices(String namespace, String service) {
    return lookups.ask(inventory -> inventory.slices().of(namespace, service));
  }

  private String notFound(String namespace, String name) {
    return "%s: no Service %s in namespace %s; %s"
        .formatted(
            SERVICE_NAME,
            Quoted.of(name),
            Quoted.of(namespace),
            Quoted.orOneOf(
                "create it",
                lookups.ask(inventory -> inventory.services().names(namespace, _ -> true))));
  }
}
