package dev.apifleet.cli;

import dev.apifleet.snapshot.Snapshot;
import java.util.Map;

/** Chooses one of the fleets that manifests are about. */
final class Fleets {
  private Fleets() {}

  /**
   * The snapshot of a fleet.
   *
   * @param fleet its name, or null for the only one
   * @throws IllegalArgumentException where there is none of that name, or several and no name
   */
  static Snapshot choose(Map<String, Snapshot> byFleet, String fleet) {
    if (fleet == null && byFleet.size() == 1) {
      return byFleet.values().iterator().next();
    }
    if (fleet == null || !byFleet.containsKey(fleet)) {
      throw new IllegalArgumentException(
          "--fleet: found \"" + fleet + "\"; write one of " + byFleet.keySet());
    }
    return byFleet.get(fleet);
  }
}
