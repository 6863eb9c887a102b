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
  private static final StaticEndpoint NOTHING = new StaticEndpoint(null, null, null, null, null);

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
    checkAddress(field.child("address"), endpoint.address(), address, problems);
    Long port = endpoint.port() == null ? null : endpoint.port().longValue();
    int number = (int) Numbers.read(field.child("port"), port, null, 1, 65535, problems);
    return new EndpointConfig(
        Addresses.withPort(address, number),
        address,
        number,
        Numbers.read(field.child("weight"), endpoint.weight(), 1, 1, 1000, problems),
        endpoint.zone(),
        endpoint.region());
  }

  private static void checkAddress(
      FieldPath field, String given, String address, Problems problems) {
    String name = address.toLowerCase(Locale.ROOT);
    boolean host = HostNames.isName(name) && !name.startsWith("*");
    if (!Addresses.isAddress(address) && !host) {
      problems.invalid(field, given, "write an IP address or host name");
    } else if (Addresses.isAddress(address) ? Addresses.isNear(address) : HostNames.isLocal(name)) {
      problems.invalid(
          field,
          given,
          "write an address that others can reach too: this one would lead a gateway to itself or"
              + " to its node");
    }
  }
}
