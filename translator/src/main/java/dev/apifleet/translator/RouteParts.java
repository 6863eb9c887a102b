package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.translator.Fleets.Hook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of a route before it is compared with the others.
 *
 * @param drafts by fleet; a route that is not accepted stays, in its last good form, where it was
 */
record RouteParts(Map<ObjectRef, RouteDraft> drafts) {

  static RouteParts of(ApiRoute route, Lookups<Scopes> lookups, Findings findings) {
    ObjectRef ref = ObjectRef.of(route);
    Hook hook = hook(route, lookups);
    Problems detached = new Problems();
    hook.problems().forEach(problem -> detached.add(problem.reason(), problem.message()));
    findings.refute(ref, Findings.ACCEPTED, detached);
    RouteDraft draft =
        new RouteTranslator(findings).translate(route, new RouteScope(lookups, hook.fleet(), ref));
    boolean accepted = draft.accepted() && hook.fleet().isPresent();
    Map<ObjectRef, RouteDraft> revived = accepted ? Map.of() : revive(draft, lookups);
    return new RouteParts(
        revived.isEmpty() && hook.fleet().isPresent()
            ? Map.of(hook.fleet().get(), draft)
            : revived);
  }

  /** Of a route that cannot be translated: its last good form, where it served. */
  static RouteParts lastGood(ApiRoute route, Lookups<Scopes> lookups) {
    long createdAt = RouteTranslator.createdAt(route);
    RouteDraft nothing =
        new RouteDraft(ObjectRef.of(route), false, createdAt, List.of(), List.of());
    return new RouteParts(revive(nothing, lookups));
  }

  private static Hook hook(ApiRoute route, Lookups<Scopes> lookups) {
    String namespace = route.getMetadata().getNamespace();
    String fleet = route.getSpec() == null ? null : route.getSpec().fleetRef();
    return lookups.ask(scopes -> scopes.inventory().fleets().hook(namespace, fleet));
  }

  private static Map<ObjectRef, RouteDraft> revive(RouteDraft broken, Lookups<Scopes> lookups) {
    String namespace = broken.ref().namespace();
    List<ObjectRef> serving = lookups.ask(scopes -> scopes.inventory().fleets().serving(namespace));
    Map<ObjectRef, RouteDraft> revived = new TreeMap<>();
    for (ObjectRef fleet : serving) {
      RouteScope scope = new RouteScope(lookups, Optional.of(fleet), broken.ref());
      scope
          .last()
          .flatMap(last -> new LastGoodRoute(scope).revive(broken, last))
          .ifPresent(draft -> revived.put(fleet, draft));
    }
    return Map.copyOf(revived);
  }
}
