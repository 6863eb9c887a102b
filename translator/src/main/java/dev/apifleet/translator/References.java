package dev.apifleet.translator;

import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.RuleAction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** Looks up what the rules of one route name, within the namespace of the route. */
record References(ObjectRef route, FleetScope scope) {
  private String namespace() {
    return route.namespace();
  }

  /** The qualified name of a pool that can be used; empty where there is none of that name. */
  Optional<String> pool(FieldPath field, String name, Problems unresolved) {
    String qualified = namespace() + "/" + name;
    if (scope.pools().contains(qualified)) {
      return Optional.of(qualified);
    }
    unresolved.add("BackendNotFound", missing(field, "BackendPool", name, scope.pools()));
    return Optional.empty();
  }

  /** The policies that act on a rule of this action without being named by it. */
  SequencedSet<String> attached(RuleAction action) {
    return scope.attached().of(route.qualifiedName(), action);
  }

  Optional<PolicyConfig> policy(FieldPath field, String name, Problems unresolved) {
    PolicyConfig policy = scope.policies().get(namespace() + "/" + name);
    if (policy == null) {
      unresolved.add(
          "PolicyNotFound",
          missing(field, "RateLimitPolicy", name, scope.policies().keySet())
              + "; until then the rule answers 500");
    }
    return Optional.ofNullable(policy);
  }

  private String missing(FieldPath field, String kind, String name, Collection<String> usable) {
    String prefix = namespace() + "/";
    List<String> names =
        usable.stream()
            .filter(other -> other.startsWith(prefix))
            .map(other -> other.substring(prefix.length()))
            .sorted()
            .toList();
    return "%s: %s %s in namespace %s%s; %s"
        .formatted(
            field,
            declared(kind, name) ? kind : "no " + kind,
            Quoted.of(name),
            Quoted.of(namespace()),
            declared(kind, name) ? " was never valid" : "",
            Quoted.orOneOf(declared(kind, name) ? "mend it" : "create it", names));
  }

  private boolean declared(String kind, String name) {
    return scope.declared().contains(new ObjectRef(kind, namespace(), name));
  }
}
