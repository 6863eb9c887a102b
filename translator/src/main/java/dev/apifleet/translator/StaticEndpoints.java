package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.StaticEndpoint;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the fixed endpoints of a pool. */
final class StaticEndpoints {
  private static final StaticEndpoint NOTHING = new StaticEndpoint(null, null);

  private StaticEndpoints() {}

  /** Sorted by name and each once; empty where one of them is not valid. */
  static Optional<List<EndpointConfig>> read(
      FieldPath field, List<StaticEndpoint> endpoints, Problems invalid) {
    Problems problems = new Problems();
    TreeMap<String, EndpointConfig> byName = new TreeMap<>();
    for (int i = 0; i < endpoints.size(); i++) {
      EndpointConfig endpoint = one(field.item(i), endpoints.get(i), problems);
      byName.put(endpoint.name(), endpoint);
    }
    if (endpoints.isEmpty()) {
      problems.invalid(field, null, "write at least one address and port");
    }
    invalid.addAll(problems);
    return problems.none() ? Optional.of(List.copyOf(byName.values())) : Optional.empty();
  }

  private static EndpointConfig one(FieldPath field, StaticEndpoint given, Problems problems) {
    StaticEndpoint endpoint = Objects.requireNonNullElse(given, NOTHING);
    String address = Objects.requireNonNullElse(endpoint.address(), "");
    if (!Addresses.isAddress(address) && !HostNames.isName(address.toLowerCase(Locale.ROOT))) {
      problems.invalid(
          field.child("address"), endpoint.address(), "write an IP address or host name");
    }
    Long port = endpoint.port() == null ? null : endpoint.port().longValue();
    int number = (int) Numbers.read(field.child("port"), port, null, 1, 65535, problems);
    return new EndpointConfig(Addresses.withPort(address, number), address, number);
  }
}
