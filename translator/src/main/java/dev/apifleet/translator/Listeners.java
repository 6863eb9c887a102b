package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetListener;
import dev.apifleet.api.v1alpha1.ListenerProtocol;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ListenerConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the ports that the gateways of a fleet open. */
final class Listeners {
  private static final FieldPath FIELD = FieldPath.SPEC.child("listeners");
  private static final FleetListener DEFAULT = new FleetListener(null, null, null, null, null);
  private static final int DEFAULT_PORT = 8080;

  /** Gateways answer probes and scrapes there. */
  private static final String MANAGEMENT = "management";

  private static final int MANAGEMENT_PORT = 9000;
  private static final int LOWEST_PORT = 1024;
  private static final int HIGHEST_PORT = 65535;

  private final ListenerSecurity security;
  private final LastOfFleet lastGood;
  private final Problems leftOut;
  private final Set<Object> taken = new HashSet<>();

  Listeners(ListenerSecurity security, LastOfFleet lastGood, Problems leftOut) {
    this.security = security;
    this.lastGood = lastGood;
    this.leftOut = leftOut;
  }

  /**
   * Of two with the same name or port the first wins; where none is left the last good ones stay.
   */
  List<ListenerConfig> read(List<FleetListener> listeners, Problems invalid) {
    List<FleetListener> wanted = listeners.isEmpty() ? List.of(DEFAULT) : listeners;
    List<ListenerConfig> result = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      one(FIELD.item(i), Objects.requireNonNullElse(wanted.get(i), DEFAULT)).ifPresent(result::add);
    }
    if (result.isEmpty()) {
      result.addAll(lastGood.listeners());
      invalid.add(
          Problems.INVALID, FIELD + ": no listener is left; mend one of them or leave them out");
    }
    return result;
  }

  private Optional<ListenerConfig> one(FieldPath field, FleetListener listener) {
    Problems problems = new Problems();
    String name = Objects.requireNonNullElse(listener.name(), "http");
    int port = port(field, listener, name, problems);
    ListenerSecurity.check(field, listener, problems);
    leftOut.addAll(problems);
    if (!problems.none()) {
      return Optional.empty();
    }
    taken.addAll(List.of(name, port));
    if (listener.protocol() != ListenerProtocol.HTTPS) {
      return Optional.of(new ListenerConfig(name, port, ListenerConfig.Protocol.HTTP));
    }
    return security
        .read(field.child("tls"), listener.tls())
        .map(tls -> new ListenerConfig(name, port, ListenerConfig.Protocol.HTTPS, tls))
        .or(() -> lastGood(field, name, port));
  }

  private int port(FieldPath field, FleetListener listener, String name, Problems problems) {
    int port =
        Numbers.read(
            field.child("port"),
            listener.port(),
            DEFAULT_PORT,
            LOWEST_PORT,
            HIGHEST_PORT,
            problems);
    if (name.equals(MANAGEMENT)) {
      problems.invalid(field.child("name"), name, "the management port has it: choose another");
    }
    if (port == MANAGEMENT_PORT) {
      problems.invalid(field.child("port"), port, "it is the management port: choose another");
    }
    if (problems.none() && taken.contains(name)) {
      problems.invalid(field.child("name"), name, "an earlier listener has it: choose another");
    }
    if (problems.none() && taken.contains(port)) {
      problems.invalid(field.child("port"), port, "an earlier listener has it: choose another");
    }
    return port;
  }

  /** What is served while a Secret is missing: the same listener as before, on the same port. */
  private Optional<ListenerConfig> lastGood(FieldPath field, String name, int port) {
    Optional<ListenerConfig> last =
        lastGood
            .find(Kind.LISTENER, name, ListenerConfig.class)
            .filter(listener -> listener.port() == port);
    leftOut.add(
        "UnresolvedRefs",
        field
            + (last.isPresent() ? ": served as it was before" : ": not served")
            + ", until what its tls refers to is there; see ResolvedRefs");
    return last;
  }
}
