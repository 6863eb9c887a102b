package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PolicyTargetKind;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  static AttachedPolicies to(String fleet, List<Supply<PolicyParts>> policies) {
    Map<Target, List<String>> byTarget = new HashMap<>();
    for (Supply<PolicyParts> policy : policies) {
      for (Target target : policy.served().targets()) {
        List<String> names = byTarget.computeIfAbsent(target, _ -> new ArrayList<>());
        policy.served().config().map(PolicyConfig::name).ifPresent(names::add);
      }
    }
    return new AttachedPolicies(fleet, byTarget);
  }

  List<String> to(Target target) {
    return byTarget.getOrDefault(target, List.of());
  }
}
