package dev.apifleet.translator;

import dev.apifleet.translator.Conflicts.Claim;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * The routes of one fleet and what is left of each. Routes that claim no request in common, not
 * even by way of others, know nothing of each other: so a change is decided among those alone that
 * it can reach.
 *
 * @param claimants which routes claim a kind of request
 */
record Contest(
    PMap<ObjectRef, RouteDraft> drafts,
    PMap<Claim, PSet<ObjectRef>> claimants,
    PMap<ObjectRef, Outcome> outcomes) {
  static final Contest NONE =
      new Contest(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

  /** The contest after some routes changed, and which routes were decided anew. */
  record Next(Contest contest, Set<ObjectRef> decided) {}

  /** With other drafts of some routes; null where a route is no longer here. */
  Next with(Map<ObjectRef, RouteDraft> changed) {
    PMap<ObjectRef, RouteDraft> next = drafts;
    PMap<Claim, PSet<ObjectRef>> claims = claimants;
    Set<Claim> touched = new HashSet<>();
    for (var change : changed.entrySet()) {
      ObjectRef route = change.getKey();
      RouteDraft draft = change.getValue();
      Set<Claim> before = claims(next.get(route));
      Set<Claim> after = claims(draft);
      touched.addAll(before);
      touched.addAll(after);
      claims = moved(claims, route, before, after);
      next = draft == null ? next.minus(route) : next.plus(route, draft);
    }
    Set<ObjectRef> decided = reached(changed.keySet(), touched, next, claims);
    return new Next(new Contest(next, claims, decide(decided, next)), decided);
  }

  private static Set<Claim> claims(RouteDraft draft) {
    return draft == null ? Set.of() : Conflicts.claims(draft);
  }

  private static PMap<Claim, PSet<ObjectRef>> moved(
      PMap<Claim, PSet<ObjectRef>> claimants,
      ObjectRef route,
      Set<Claim> before,
      Set<Claim> after) {
    PMap<Claim, PSet<ObjectRef>> moved = claimants;
    for (Claim claim : before) {
      if (!after.contains(claim)) {
        PSet<ObjectRef> left = moved.get(claim).minus(route);
        moved = left.isEmpty() ? moved.minus(claim) : moved.plus(claim, left);
      }
    }
    for (Claim claim : after) {
      if (!before.contains(claim)) {
        moved = moved.plus(claim, moved.getOrDefault(claim, HashTreePSet.empty()).plus(route));
      }
    }
    return moved;
  }

  /** The changed routes and all that they share a claim with, directly or by way of others. */
  private static Set<ObjectRef> reached(
      Collection<ObjectRef> changed,
      Set<Claim> touched,
      Map<ObjectRef, RouteDraft> drafts,
      Map<Claim, PSet<ObjectRef>> claimants) {
    Set<ObjectRef> reached = new HashSet<>(changed);
    Deque<Claim> open = new ArrayDeque<>(touched);
    while (!open.isEmpty()) {
      for (ObjectRef route : claimants.getOrDefault(open.pop(), HashTreePSet.empty())) {
        if (reached.add(route)) {
          claims(drafts.get(route)).stream().filter(touched::add).forEach(open::push);
        }
      }
    }
    return reached;
  }

  private PMap<ObjectRef, Outcome> decide(
      Set<ObjectRef> routes, Map<ObjectRef, RouteDraft> drafts) {
    PMap<ObjectRef, Outcome> decided = outcomes.minusAll(routes);
    List<RouteDraft> among = routes.stream().filter(drafts::containsKey).map(drafts::get).toList();
    for (Outcome outcome : Conflicts.resolve(among)) {
      decided = decided.plus(outcome.draft().ref(), outcome);
    }
    return decided;
  }
}
