package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ApiRoute;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Hangs routes on the fleets that serve them. */
final class Attachment {
  private final Fleets fleets;
  private final SortedMap<ObjectRef, FleetDraft> drafts;
  private final FleetScope withoutFleet;
  private final Findings findings;
  private final RouteTranslator translator;

  Attachment(
      Fleets fleets,
      SortedMap<ObjectRef, FleetDraft> drafts,
      Supplies supplies,
      Findings findings) {
    this.fleets = fleets;
    this.drafts = drafts;
    this.withoutFleet = supplies.scope(AttachedPolicies.NONE, Optional.empty(), Set.of(), true);
    this.findings = findings;
    this.translator = new RouteTranslator(findings);
  }

  /** A route that is not accepted stays, in its last good form, where it was. */
  void attach(ApiRoute route) {
    Problems detached = new Problems();
    Optional<FleetDraft> fleet =
        fleets.of(route, detached).map(found -> drafts.get(ObjectRef.of(found)));
    findings.refute(ObjectRef.of(route), Findings.ACCEPTED, detached);
    RouteDraft draft =
        fleet
            .map(f -> translator.translate(route, f.scope(), f.last(ObjectRef.of(route))))
            .orElseGet(() -> translator.translate(route, withoutFleet, Optional.empty()));
    boolean accepted = draft.accepted() && fleet.isPresent();
    if (accepted || !revive(route, draft)) {
      fleet.ifPresent(found -> found.add(draft));
    }
  }

  private boolean revive(ApiRoute route, RouteDraft draft) {
    return fleets.serving(route.getMetadata().getNamespace()).stream()
            .map(fleet -> drafts.get(ObjectRef.of(fleet)))
            .filter(fleet -> fleet.revive(draft))
            .count()
        > 0;
  }
}
