package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.translator.Contest.Next;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a translation came about, step by step: what the next one takes over where it still holds.
 *
 * @param decided the routes that were compared with others in this translation, by fleet
 */
record History(
    Work work,
    Offer offer,
    Memo<ApiRoute, Scopes, RouteParts> routes,
    Map<ObjectRef, Set<ObjectRef>> decided) {
  static final History NONE = new History(Work.NONE, Offer.NONE, Memo.empty(), Map.of());

  /** Whether anything of it can hold in a world. */
  boolean isOf(World world) {
    return work != Work.NONE
        && work.inventory().fleets().operatorNamespace().equals(world.operatorNamespace());
  }

  History next(World world) {
    Work now = work.next(world);
    Offer offered = offer.next(now);
    Memo<ApiRoute, Scopes, RouteParts> translated =
        routes.next(
            now.inventory().routes().all(),
            offered.scopes(),
            offered.scopes().differ(offer.scopes()),
            Done.guarded(RouteParts::of, RouteParts::lastGood));
    Map<ObjectRef, Map<ObjectRef, RouteDraft>> moved = drafts(routes, translated);
    SortedMap<ObjectRef, FleetWork> byFleet = new TreeMap<>(offered.byFleet());
    Map<ObjectRef, Set<ObjectRef>> compared = new HashMap<>();
    byFleet.replaceAll(
        (fleet, before) -> {
          Next next = before.contest().with(moved.getOrDefault(fleet, Map.of()));
          compared.put(fleet, next.decided());
          return before.with(next.contest());
        });
    return new History(
        now, new Offer(byFleet, offered.all(), offered.scopes()), translated, compared);
  }

  /** What became of the routes that are not as they were before, by fleet; null where no more. */
  private static Map<ObjectRef, Map<ObjectRef, RouteDraft>> drafts(
      Memo<ApiRoute, Scopes, RouteParts> before, Memo<ApiRoute, Scopes, RouteParts> after) {
    Map<ObjectRef, Map<ObjectRef, RouteDraft>> drafts = new HashMap<>();
    Differences.between(
        before.done(),
        after.done(),
        (was, is) -> {
          if (was != null) {
            was.result().drafts().keySet().forEach(fleet -> of(drafts, fleet).put(was.ref(), null));
          }
          if (is != null) {
            is.result().drafts().forEach((fleet, draft) -> of(drafts, fleet).put(is.ref(), draft));
          }
        });
    return drafts;
  }

  private static Map<ObjectRef, RouteDraft> of(
      Map<ObjectRef, Map<ObjectRef, RouteDraft>> drafts, ObjectRef fleet) {
    return drafts.computeIfAbsent(fleet, _ -> new HashMap<>());
  }

  /** The routes about which there may be something else to say than before. */
  Set<ObjectRef> touchedRoutes(History before) {
    Set<ObjectRef> touched = new HashSet<>();
    Differences.between(
        before.routes.done(),
        routes.done(),
        (was, is) -> touched.add(is == null ? was.ref() : is.ref()));
    decided.values().forEach(touched::addAll);
    return touched;
  }
}
