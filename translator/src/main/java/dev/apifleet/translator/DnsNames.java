package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.DnsDiscovery;
import dev.apifleet.snapshot.PoolConfig.DnsConfig;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the name that the gateways look the endpoints of a pool up by. */
final class DnsNames {
  private static final FieldPath FIELD = FieldPath.SPEC.child("discovery").child("dns");

  /** {@code _service._proto.} in front of a name (RFC 2782). */
  private static final Pattern SERVICE = Pattern.compile("_[a-z0-9-]{1,62}\\._[a-z]{1,15}\\.");

  private DnsNames() {}

  /** Empty where it is not valid. */
  static Optional<DnsConfig> read(DnsDiscovery dns, Problems invalid) {
    Problems problems = new Problems();
    String name = Objects.requireNonNullElse(dns.name(), "").toLowerCase(Locale.ROOT);
    boolean service = name.startsWith("_");
    String host = service ? SERVICE.matcher(name).replaceFirst("") : name;
    checkHost(
        dns.name(), host.endsWith(".") ? host.substring(0, host.length() - 1) : host, problems);
    DnsConfig config = new DnsConfig(name, port(dns.port(), service, problems));
    invalid.addAll(problems);
    return problems.none() ? Optional.of(config) : Optional.empty();
  }

  private static void checkHost(String given, String host, Problems problems) {
    if (!HostNames.isName(host) || host.startsWith("*")) {
      problems.invalid(
          FIELD.child("name"),
          given,
          "write a host name such as api.example.com, or the name of SRV records such as"
              + " _http._tcp.api.example.com; addresses belong in spec.discovery.endpoints");
    } else if (HostNames.isLocal(host)) {
      problems.invalid(
          FIELD.child("name"), given, "write a name of others: this one means the gateway itself");
    }
  }

  private static int port(Integer port, boolean service, Problems problems) {
    if (!service) {
      Long number = port == null ? null : port.longValue();
      return (int) Numbers.read(FIELD.child("port"), number, null, 1, 65535, problems);
    }
    if (port != null) {
      problems.invalid(FIELD.child("port"), port, "remove it: SRV records name the port");
    }
    return 0;
  }
}
