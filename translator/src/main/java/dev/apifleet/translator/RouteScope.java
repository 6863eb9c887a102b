package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PolicyTargetKind;
import dev.apifleet.snapshot.CorsConfig;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.RouteConfig;
import dev.apifleet.snapshot.RuleAction;
import dev.apifleet.translator.AttachedPolicies.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A fleet as one of its routes sees it: looks up what the rules name, within the namespace of the
 * route.
 *
 * @param fleet empty where the route hangs on none
 */
record RouteScope(Lookups<Scopes> lookups, Optional<ObjectRef> fleet, ObjectRef route) {

  /** The qualified name of a pool that can be used; empty where there is none of that name. */
  Optional<String> pool(FieldPath field, String name, Problems unresolved) {
    String qualified = route.namespace() + "/" + name;
    if (hasPool(qualified)) {
      return Optional.of(qualified);
    }
    unresolved.add("BackendNotFound", missing(field, "BackendPool", name));
    return Optional.empty();
  }

  /** The qualified name of a policy that can be enforced; empty where there is none. */
  Optional<String> policy(FieldPath field, String name, Problems unresolved) {
    String qualified = route.namespace() + "/" + name;
    if (hasPolicy(qualified)) {
      return Optional.of(qualified);
    }
    unresolved.add(
        "PolicyNotFound",
        missing(field, "RateLimitPolicy", name) + "; until then the rule answers 500");
    return Optional.empty();
  }

  boolean hasPool(String qualified) {
    return ask(scope -> scope.pools().contains(qualified));
  }

  boolean hasPolicy(String qualified) {
    return ask(scope -> scope.policies().containsKey(qualified));
  }

  /** Of a policy that there is. */
  boolean needsNoIdentity(String policy) {
    return ask(scope -> scope.policies().getOrDefault(policy, false));
  }

  Optional<CorsConfig> cors() {
    return ask(FleetScope::cors);
  }

  boolean identity() {
    return ask(FleetScope::identity);
  }

  boolean tellsWhoAsks(String header) {
    return ask(scope -> scope.tellsWhoAsks(header));
  }

  /** What the fleet was last given of the route. */
  Optional<RouteConfig> last() {
    return fleet.flatMap(it -> last(lookups, it, route.qualifiedName()));
  }

  /**
   * The policies that act on a rule of this action without being named by it, each once: those of
   * the fleet first, then the route's, then its pools'; none where the rule is refused anyway.
   */
  SequencedSet<String> attached(RuleAction action) {
    SequencedSet<String> policies = new LinkedHashSet<>();
    if (action instanceof RuleAction.Refuse) {
      return policies;
    }
    policies.addAll(ask(FleetScope::attachedToFleet));
    policies.addAll(attached(PolicyTargetKind.ApiRoute, route.qualifiedName()));
    pools(action).forEach(pool -> policies.addAll(attached(PolicyTargetKind.BackendPool, pool)));
    return policies;
  }

  private List<String> attached(PolicyTargetKind kind, String name) {
    Target target = new Target(kind, name);
    return ask(scope -> scope.attached().to(target));
  }

  private static Stream<String> pools(RuleAction action) {
    return action instanceof RuleAction.Forward forward
        ? forward.backends().stream()
            .filter(backend -> backend.pool() != null && backend.weight() > 0)
            .map(RuleAction.WeightedPool::pool)
        : Stream.empty();
  }

  private String missing(FieldPath field, String kind, String name) {
    String namespace = route.namespace();
    ObjectRef ref = new ObjectRef(kind, namespace, name);
    boolean declared = ask(scope -> scope.declared().contains(ref));
    List<String> names = ask(scope -> scope.usable(kind, namespace));
    return "%s: %s %s in namespace %s%s; %s"
        .formatted(
            field,
            declared ? kind : "no " + kind,
            Quoted.of(name),
            Quoted.of(namespace),
            declared ? " was never valid" : "",
            Quoted.orOneOf(declared ? "mend it" : "create it", names));
  }

  private <T> T ask(Function<FleetScope, T> question) {
    return ask(lookups, fleet, question);
  }

  private static <T> T ask(
      Lookups<Scopes> lookups, Optional<ObjectRef> fleet, Function<FleetScope, T> question) {
    return lookups.ask(scopes -> question.apply(scopes.of(fleet)));
  }

  private static Optional<RouteConfig> last(
      Lookups<Scopes> lookups, ObjectRef fleet, String route) {
    return lookups.askLast(
        scopes -> scopes.inventory().lastGood(fleet).find(Kind.ROUTE, route, RouteConfig.class));
  }
}
