package dev.apifleet.translator;

import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.Resource;
import java.util.List;
import java.util.Optional;

/** The last good forms of what one fleet says itself, while it is translated. */
record LastOfFleet(Lookups<Inventory> lookups, ObjectRef fleet) {
  <T extends Resource> Optional<T> find(Kind kind, String name, Class<T> type) {
    return find(lookups, fleet, kind, name, type);
  }

  List<ListenerConfig> listeners() {
    return listeners(lookups, fleet);
  }

  private static <T extends Resource> Optional<T> find(
      Lookups<Inventory> lookups, ObjectRef fleet, Kind kind, String name, Class<T> type) {
    return lookups.askLast(inventory -> inventory.lastGood(fleet).find(kind, name, type));
  }

  private static List<ListenerConfig> listeners(Lookups<Inventory> lookups, ObjectRef fleet) {
    return lookups.askLast(inventory -> inventory.lastGood(fleet).listeners());
  }
}
