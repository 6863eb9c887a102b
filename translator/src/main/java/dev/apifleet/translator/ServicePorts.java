package dev.apifleet.translator;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses the port of a Service that a pool means. */
final class ServicePorts {
  private static final FieldPath FIELD =
      FieldPath.SPEC.child("discovery").child("service").child("port");
  private static final int MOST_PORTS = 8;

  private ServicePorts() {}

  /** The one with the number, or the only one where none is given. */
  static Optional<ServicePort> choose(Service service, Integer wanted, Problems unresolved) {
    List<ServicePort> ports = tcp(service);
    Optional<ServicePort> chosen =
        wanted == null && ports.size() == 1
            ? Optional.of(ports.getFirst())
            : ports.stream().filter(port -> Objects.equals(port.getPort(), wanted)).findFirst();
    if (chosen.isEmpty()) {
      unresolved.add("PortNotFound", notFound(service, wanted, ports));
    }
    return chosen;
  }

  private static String notFound(Service service, Integer wanted, List<ServicePort> ports) {
    String there =
        ports.stream().limit(MOST_PORTS).map(ServicePorts::label).collect(Collectors.joining(", "));
    return "%s: found %s; Service %s has %s"
        .formatted(
            FIELD,
            Quoted.of(wanted),
            Quoted.of(service.getMetadata().getName()),
            ports.isEmpty()
                ? "no TCP port: add one there"
                : "the TCP ports " + there + ": name one of them");
  }

  private static List<ServicePort> tcp(Service service) {
    return service.getSpec() == null
        ? List.of()
        : Items.of(service.getSpec().getPorts()).stream()
            .filter(port -> port != null && port.getPort() != null)
            .filter(port -> port.getProtocol() == null || port.getProtocol().equals("TCP"))
            .toList();
  }

  private static String label(ServicePort port) {
    return port.getPort() + (Texts.isBlank(port.getName()) ? "" : " (" + port.getName() + ")");
  }
}
