package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PoolDiscovery;
import dev.apifleet.api.v1alpha1.ServiceDiscovery;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the endpoints of pools: those of a Service, or fixed ones. */
final class Discovery {
  private static final FieldPath FIELD = FieldPath.SPEC.child("discovery");
  private static final FieldPath SERVICE_NAME = FIELD.child("service").child("name");
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  private final Map<String, Map<String, Service>> services = new TreeMap<>();
  private final Map<String, List<EndpointSlice>> slices;

  Discovery(List<Service> services, List<EndpointSlice> slices) {
    services.forEach(
        service ->
            this.services
                .computeIfAbsent(service.getMetadata().getNamespace(), _ -> new TreeMap<>())
                .put(service.getMetadata().getName(), service));
    this.slices = slices.stream().collect(Collectors.groupingBy(Discovery::serviceKey));
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
    Service service = services.getOrDefault(namespace, Map.of()).get(wanted.name());
    if (service == null) {
      unresolved.add("ServiceNotFound", notFound(namespace, wanted.name()));
      return Optional.of(List.of());
    }
    List<EndpointSlice> ofService = slices.getOrDefault(namespace + "/" + wanted.name(), List.of());
    return Optional.of(
        ServicePorts.choose(service, wanted.port(), unresolved)
            .map(port -> SliceEndpoints.ready(ofService, port.getName()))
            .orElse(List.of()));
  }

  private String notFound(String namespace, String name) {
    return "%s: no Service %s in namespace %s; %s"
        .formatted(
            SERVICE_NAME,
            Quoted.of(name),
            Quoted.of(namespace),
            Quoted.orOneOf("create it", services.getOrDefault(namespace, Map.of()).keySet()));
  }

  private static String serviceKey(HasMetadata slice) {
    Map<String, String> labels =
        Objects.requireNonNullElse(slice.getMetadata().getLabels(), Map.of());
    return slice.getMetadata().getNamespace() + "/" + labels.get(SERVICE_LABEL);
  }
}
