package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.FleetTranslator.FleetParts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the fleets offer to routes.
 *
 * @param byFleet with the routes as they were
 * @param all what there is, whoever serves it
 */
record Offer(SortedMap<ObjectRef, FleetWork> byFleet, Supplies all, Scopes scopes) {
  static final Offer NONE =
      new Offer(
          new TreeMap<>(),
          Supplies.NONE,
          new Scopes(Inventory.EMPTY, Map.of(), FleetScope.withoutFleet(Supplies.NONE)));

  /** What they offer by now; what still holds is the same in memory. */
  Offer next(Work work) {
    Inventory inventory = work.inventory();
    List<GatewayFleet> fleets = inventory.fleets().all();
    SortedMap<ObjectRef, FleetWork> next = new TreeMap<>();
    Map<ObjectRef, FleetScope> fleetScopes = new HashMap<>();
    for (int i = 0; i < fleets.size(); i++) {
      Done<Inventory, FleetParts> fleet = work.fleets().done().get(i);
      FleetWork now = next(fleets.get(i), fleet, work);
      next.put(fleet.ref(), now);
      fleetScopes.put(fleet.ref(), now.scope());
    }
    Supplies everything = all.next(work, _ -> true, new LastGood(Snapshot.empty()));
    return new Offer(
        next, everything, new Scopes(inventory, fleetScopes, withoutFleet(everything)));
  }

  private FleetScope withoutFleet(Supplies everything) {
    FleetScope known = scopes.withoutFleet();
    if (!everything.differ(all)) {
      return known;
    }
    FleetScope fresh = FleetScope.withoutFleet(everything);
    return fresh.equals(known) ? known : fresh;
  }

  private FleetWork next(GatewayFleet fleet, Done<Inventory, FleetParts> done, Work work) {
    FleetWork before = byFleet.getOrDefault(done.ref(), FleetWork.NONE);
    Inventory inventory = work.inventory();
    Supplies supplies =
        before
            .supplies()
            .next(
                work,
                namespace -> inventory.fleets().serves(fleet, namespace),
                inventory.lastGood(done.ref()));
    return before.next(done.result(), supplies);
  }
}
