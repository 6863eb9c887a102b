package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetListener;
import dev.apifleet.snapshot.ListenerConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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

  private Listeners() {}

  /**
   * Of two with the same name or port the first wins; where none is left the last good ones stay.
   */
  static List<ListenerConfig> read(
      List<FleetListener> listeners, LastGood lastGood, Problems leftOut, Problems invalid) {
    List<FleetListener> wanted = listeners.isEmpty() ? List.of(DEFAULT) : listeners;
    List<ListenerConfig> result = new ArrayList<>();
    Set<Object> taken = new HashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      Problems problems = new Problems();
      ListenerConfig listener = one(FIELD.item(i), wanted.get(i), taken, problems);
      leftOut.addAll(problems);
      if (problems.none()) {
        result.add(listener);
      }
    }
    if (result.isEmpty()) {
      result.addAll(lastGood.all(ListenerConfig.class));
      invalid.add(
          Problems.INVALID, FIELD + ": no listener is left; mend one of them or leave them out");
    }
    return result;
  }

  private static ListenerConfig one(
      FieldPath field, FleetListener given, Set<Object> taken, Problems problems) {
    FleetListener listener = Objects.requireNonNullElse(given, DEFAULT);
    String name = Objects.requireNonNullElse(listener.name(), "http");
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
    if (problems.none()) {
      taken.addAll(List.of(name, port));
    }
    return new ListenerConfig(name, port, ListenerConfig.Protocol.HTTP);
  }
}
