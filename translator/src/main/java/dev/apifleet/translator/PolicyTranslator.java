package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.LimitAlgorithm;
import dev.apifleet.api.v1alpha1.LimitPrecision;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.api.v1alpha1.RateLimitPolicySpec;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.translator.AttachedPolicies.Target;
import dev.apifleet.translator.Durations.AtLeast;
import dev.apifleet.translator.Durations.AtMost;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns a RateLimitPolicy into what gateways enforce. */
final class PolicyTranslator {
  private static final RateLimitPolicySpec ALL_DEFAULTS =
      new RateLimitPolicySpec(
          null, null, null, null, null, null, null, null, null, null, null, null);

  private final Lookups<Inventory> lookups;
  private final PolicyTargets targets;
  private final Findings findings;

  PolicyTranslator(Lookups<Inventory> lookups, Findings findings) {
    this.lookups = lookups;
    this.targets = new PolicyTargets(lookups);
    this.findings = findings;
  }

  PolicyParts translate(RateLimitPolicy policy) {
    ObjectRef ref = ObjectRef.of(policy);
    RateLimitPolicySpec spec = Objects.requireNonNullElse(policy.getSpec(), ALL_DEFAULTS);
    Problems invalid = new Problems();
    Problems unresolved = new Problems();
    PolicyConfig config = config(ref, spec, invalid);
    List<Target> attached =
        targets.read(ref.namespace(), Items.of(spec.targetRefs()), invalid, unresolved);
    if (!invalid.none()) {
      findings.refute(ref, Findings.ACCEPTED, notEnforced(ref, spec));
    }
    findings.refute(ref, Findings.ACCEPTED, invalid);
    findings.refute(ref, Findings.RESOLVED_REFS, unresolved);
    findings.holds(ref, Findings.ACCEPTED, "The policy is accepted.");
    findings.holds(ref, Findings.RESOLVED_REFS, resolved(attached));
    return new PolicyParts(invalid.none() ? Optional.of(config) : Optional.empty(), attached);
  }

  /** Nothing is refused for it: a slip in a policy must not bring down a whole fleet. */
  private Problems notEnforced(ObjectRef ref, RateLimitPolicySpec spec) {
    Problems problems = new Problems();
    List<String> fleets =
        Items.of(spec.targetRefs()).isEmpty() ? List.of() : fleetsWithout(lookups, ref);
    if (!fleets.isEmpty()) {
      problems.add(
          "NotEnforced",
          "spec.targetRefs: the policy was never valid on GatewayFleet "
              + Quoted.listed(fleets)
              + ", so there it does not act on what it is attached to; mend the policy");
    }
    return problems;
  }

  private static List<String> fleetsWithout(Lookups<Inventory> lookups, ObjectRef policy) {
    return lookups.askLast(inventory -> inventory.fleetsWithout(policy));
  }

  private static String resolved(List<Target> attached) {
    return attached.isEmpty()
        ? "The policy refers to nothing."
        : "All that the policy is attached to exists.";
  }

  private static PolicyConfig config(ObjectRef ref, RateLimitPolicySpec spec, Problems problems) {
    return new PolicyConfig(
        ref.qualifiedName(),
        PolicyChoices.algorithm(spec.algorithm()),
        KeyParts.read(FieldPath.SPEC.child("key"), spec.key(), problems),
        TierLimits.read(spec, problems),
        TierQuotas.read(spec, problems),
        PolicyChoices.precision(spec.precision()),
        maxDelay(spec, problems),
        Costs.read(spec.cost(), problems),
        PolicyChoices.storeFailure(spec.onStoreFailure()),
        storeTimeout(spec, problems),
        Boolean.TRUE.equals(spec.legacyHeaders()),
        PolicyChoices.mode(spec.mode()));
  }

  private static long maxDelay(RateLimitPolicySpec spec, Problems problems) {
    FieldPath field = FieldPath.SPEC.child("maxDelay");
    String text = spec.maxDelay();
    long delay = Durations.read(field, text, "0s", AtLeast.NOTHING, AtMost.MINUTE, problems);
    if (delay > 0 && spec.algorithm() != LimitAlgorithm.LeakyBucket) {
      problems.invalid(
          field,
          text,
          "set spec.algorithm to LeakyBucket, which alone lets requests wait, or remove it");
    }
    if (delay > 0 && spec.precision() == LimitPrecision.Leased) {
      problems.invalid(
          FieldPath.SPEC.child("precision"),
          spec.precision(),
          "requests that wait for their turn are decided in Redis: write Auto or Exact, or remove"
              + " spec.maxDelay");
    }
    return delay;
  }

  private static long storeTimeout(RateLimitPolicySpec spec, Problems problems) {
    return Durations.read(
        FieldPath.SPEC.child("storeTimeout"),
        spec.storeTimeout(),
        PolicyConfig.STORE_TIMEOUT_MILLIS + "ms",
        AtLeast.MILLISECOND,
        AtMost.SECOND,
        problems);
  }
}
