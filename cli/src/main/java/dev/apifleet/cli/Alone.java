package dev.apifleet.cli;

import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.Resource;
import dev.apifleet.snapshot.Snapshot;

/** Makes a fleet one of a single gateway, which has each limit to itself. */
final class Alone {
  private Alone() {}

  static Snapshot of(Snapshot snapshot) {
    return Snapshot.of(
        snapshot.resources().values().stream().map(Encoded::resource).map(Alone::of).toList());
  }

  private static Resource of(Resource resource) {
    return resource instanceof FleetSettings fleet ? fleet.withGateways(1) : resource;
  }
}
