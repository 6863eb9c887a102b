package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.snapshot.Snapshot;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns custom resources into what gateways need to know: a pure function. */
public final class Translator {
  /** Translates from scratch. */
  public Translation translate(World world) {
    return translate(world, Translation.NONE);
  }

  /**
   * Never throws for what users wrote, and never changes its arguments.
   *
   * @param before an earlier translation, of which is reused what still holds; which one makes no
   *     difference to the result
   */
  public Translation translate(World world, Translation before) {
    Inventory inventory = Inventory.of(world);
    Findings findings = new Findings();
    Supplies supplies = supplies(inventory, findings);
    SortedMap<ObjectRef, FleetDraft> fleets = fleets(inventory, supplies, findings);
    Attachment attachment = new Attachment(inventory.fleets(), fleets, supplies, findings);
    inventory.routes().forEach(attachment::attach);
    SortedMap<String, Snapshot> snapshots = new TreeMap<>();
    fleets.forEach(
        (ref, fleet) -> {
          String name = ref.qualifiedName();
          Snapshot last = before.snapshots().getOrDefault(name, Snapshot.empty());
          snapshots.put(name, fleet.snapshot(last, findings));
        });
    inventory.routes().forEach(route -> confirm(ObjectRef.of(route), findings));
    return new Translation(snapshots, findings.all(), inventory.generations());
  }

  private static Supplies supplies(Inventory inventory, Findings findings) {
    Supplies supplies = new Supplies(new TreeMap<>(), new TreeMap<>());
    PolicyTranslator policies = new PolicyTranslator(inventory, findings);
    inventory
        .policies()
        .forEach(p -> supplies.policies().put(ObjectRef.of(p), policies.translate(p)));
    PoolTranslator pools =
        new PoolTranslator(
            inventory.discovery(),
            inventory.poolNames(),
            new Secrets(inventory.secrets()),
            findings);
    inventory.pools().forEach(p -> supplies.pools().put(ObjectRef.of(p), pools.translate(p)));
    return supplies;
  }

  private static SortedMap<ObjectRef, FleetDraft> fleets(
      Inventory inventory, Supplies supplies, Findings findings) {
    FleetTranslator translator =
        new FleetTranslator(inventory.fleets(), inventory.secrets(), findings);
    SortedMap<ObjectRef, FleetDraft> drafts = new TreeMap<>();
    for (GatewayFleet fleet : inventory.fleets().all()) {
      ObjectRef ref = ObjectRef.of(fleet);
      LastGood lastGood = inventory.lastGood(ref);
      Supplies served = supplies.in(namespace -> inventory.fleets().serves(fleet, namespace));
      drafts.put(ref, new FleetDraft(lastGood, translator.translate(fleet, lastGood), served));
    }
    return drafts;
  }

  /** Last, since conflicts are known only when all routes are. */
  private static void confirm(ObjectRef route, Findings findings) {
    findings.holds(route, Findings.ACCEPTED, "The route is accepted.");
    findings.holds(route, Findings.RESOLVED_REFS, "All that the route refers to exists.");
  }
}
