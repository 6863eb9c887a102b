package dev.apifleet.translator;

import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the endpoints of EndpointSlices that may get new requests. */
final class SliceEndpoints {
  private static final Set<String> IP_FAMILIES = Set.of("IPv4", "IPv6");
  private static final String REGION = "topology.kubernetes.io/region";

  /** Of a pod with two addresses the IPv4 one is used. */
  private static final Comparator<EndpointConfig> PREFERENCE =
      Comparator.comparing((EndpointConfig endpoint) -> Addresses.isV6(endpoint.address()))
          .thenComparing(EndpointConfig::address)
          .thenComparing(EndpointConfig::port);

  private SliceEndpoints() {}

  /** Sorted by name, and each name once. */
  static List<EndpointConfig> ready(List<EndpointSlice> slices, String portName) {
    TreeMap<String, EndpointConfig> byName = new TreeMap<>();
    slices.stream()
        .filter(slice -> IP_FAMILIES.contains(text(slice.getAddressType())))
        .flatMap(slice -> ready(slice, portName))
        .sorted(PREFERENCE)
        .forEach(endpoint -> byName.putIfAbsent(endpoint.name(), endpoint));
    return List.copyOf(byName.values());
  }

  private static Stream<EndpointConfig> ready(EndpointSlice slice, String portName) {
    return Items.of(slice.getPorts()).stream()
        .filter(port -> port != null && port.getPort() != null)
        .filter(port -> text(port.getName()).equals(text(portName)))
        .limit(1)
        .map(EndpointPort::getPort)
        .flatMap(port -> ready(Items.of(slice.getEndpoints()), port));
  }

  private static Stream<EndpointConfig> ready(List<Endpoint> endpoints, int port) {
    return endpoints.stream()
        .filter(endpoint -> endpoint != null && takesRequests(endpoint.getConditions()))
        .filter(endpoint -> !Items.of(endpoint.getAddresses()).isEmpty())
        .map(endpoint -> config(endpoint, port))
        .filter(config -> Addresses.isAddress(config.address()));
  }

  /** The API says: unknown readiness counts as ready. */
  private static boolean takesRequests(EndpointConditions conditions) {
    return conditions == null
        || !Boolean.FALSE.equals(conditions.getReady())
            && !Boolean.FALSE.equals(conditions.getServing())
            && !Boolean.TRUE.equals(conditions.getTerminating());
  }

  /** The API says: the addresses of one endpoint are alike, use the first. */
  private static EndpointConfig config(Endpoint endpoint, int port) {
    String address = text(endpoint.getAddresses().getFirst());
    boolean pod =
        endpoint.getTargetRef() != null && "Pod".equals(endpoint.getTargetRef().getKind());
    String name = pod ? endpoint.getTargetRef().getName() : null;
    return new EndpointConfig(
        Objects.requireNonNullElse(name, Addresses.withPort(address, port)),
        address,
        port,
        1,
        endpoint.getZone(),
        region(endpoint));
  }

  /** The API has no field for it, but keeps what older versions wrote. */
  private static String region(Endpoint endpoint) {
    return endpoint.getDeprecatedTopology() == null
        ? null
        : endpoint.getDeprecatedTopology().get(REGION);
  }

  private static String text(String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
