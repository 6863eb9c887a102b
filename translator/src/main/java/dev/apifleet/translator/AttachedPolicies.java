package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PolicyTargetKind;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.RuleAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * Which policies act on the rules of one fleet without being named by them.
 *
 * @param fleet {@code namespace/name}
 * @param byTarget names of policies that can be enforced, in their order
 */
record AttachedPolicies(String fleet, Map<Target, List<String>> byTarget) {
  static final AttachedPolicies NONE = new AttachedPolicies("", Map.of());

  /**
   * What a policy is attached to.
   *
   * @param name {@code namespace/name}
   */
  record Target(PolicyTargetKind kind, String name) {}

  /** The policies in their order; one that is not valid and has no last good form acts nowhere. */
  static AttachedPolicies to(String fleet, Collection<PolicyParts> policies) {
    Map<Target, List<String>> byTarget = new HashMap<>();
    for (PolicyParts policy : policies) {
      for (Target target : policy.targets()) {
        List<String> names = byTarget.computeIfAbsent(target, _ -> new ArrayList<>());
        policy.config().map(PolicyConfig::name).ifPresent(names::add);
      }
    }
    return new AttachedPolicies(fleet, byTarget);
  }

  /**
   * Each policy once: those of the fleet first, then the route's, then its pools'; none where the
   * rule is refused anyway.
   */
  SequencedSet<String> of(String route, RuleAction action) {
    SequencedSet<String> policies = new LinkedHashSet<>();
    if (action instanceof RuleAction.Refuse) {
      return policies;
    }
    policies.addAll(at(PolicyTargetKind.GatewayFleet, fleet));
    policies.addAll(at(PolicyTargetKind.ApiRoute, route));
    pools(action).forEach(pool -> policies.addAll(at(PolicyTargetKind.BackendPool, pool)));
    return policies;
  }

  private List<String> at(PolicyTargetKind kind, String name) {
    return byTarget.getOrDefault(new Target(kind, name), List.of());
  }

  private static Stream<String> pools(RuleAction action) {
    return action instanceof RuleAction.Forward forward
        ? forward.backends().stream()
            .filter(backend -> backend.pool() != null && backend.weight() > 0)
            .map(RuleAction.WeightedPool::pool)
        : Stream.empty();
  }
}
