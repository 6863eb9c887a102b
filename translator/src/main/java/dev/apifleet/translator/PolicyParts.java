package dev.apifleet.translator;

import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.translator.AttachedPolicies.Target;
import java.util.List;
import java.util.Optional;

/**
 * What became of a RateLimitPolicy.
 *
 * @param config empty where the policy is not valid
 * @param targets what it is attached to, as it is written now, even where the policy is not valid
 */
record PolicyParts(Optional<PolicyConfig> config, List<Target> targets) {
  PolicyParts orLastGood(String name, LastGood lastGood) {
    return new PolicyParts(
        config.or(() -> lastGood.find(Kind.POLICY, name, PolicyConfig.class)), targets);
  }
}
