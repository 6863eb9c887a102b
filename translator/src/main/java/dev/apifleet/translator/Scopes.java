package dev.apifleet.translator;

import java.util.Map;
import java.util.Optional;

/**
 * What routes can refer to, fleet by fleet.
 *
 * @param withoutFleet what those can refer to that hang on none
 */
record Scopes(Inventory inventory, Map<ObjectRef, FleetScope> byFleet, FleetScope withoutFleet) {

  FleetScope of(Optional<ObjectRef> fleet) {
    return fleet.map(ref -> byFleet.getOrDefault(ref, withoutFleet)).orElse(withoutFleet);
  }

  /** Whether routes may be told something else, apart from what was published last. */
  boolean differ(Scopes before) {
    return inventory.fleets().shelf() != before.inventory.fleets().shelf()
        || !inventory
            .fleets()
            .operatorNamespace()
            .equals(before.inventory.fleets().operatorNamespace())
        || withoutFleet != before.withoutFleet
        || byFleet.size() != before.byFleet.size()
        || byFleet.entrySet().stream()
            .anyMatch(entry -> before.byFleet.get(entry.getKey()) != entry.getValue());
  }
}
