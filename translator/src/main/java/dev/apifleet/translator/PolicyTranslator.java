package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.LimitMode;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.api.v1alpha1.RateLimitPolicySpec;
import dev.apifleet.api.v1alpha1.StoreFailurePolicy;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** Turns a RateLimitPolicy into what gateways enforce. */
final class PolicyTranslator {
  private static final RateLimitPolicySpec ALL_DEFAULTS =
      new RateLimitPolicySpec(null, null, null, null, null, null);

  private final Findings findings;

  PolicyTranslator(Findings findings) {
    this.findings = findings;
  }

  /** Empty where the policy is not valid. */
  Optional<PolicyConfig> translate(RateLimitPolicy policy) {
    ObjectRef ref = ObjectRef.of(policy);
    RateLimitPolicySpec spec = Objects.requireNonNullElse(policy.getSpec(), ALL_DEFAULTS);
    Problems problems = new Problems();
    List<KeyPart> key = KeyParts.read(FieldPath.SPEC.child("key"), spec.key(), problems);
    SortedMap<String, LimitConfig> limits =
        TierLimits.read(FieldPath.SPEC.child("limits"), spec.limits(), problems);
    findings.refute(ref, Findings.ACCEPTED, problems);
    findings.holds(ref, Findings.ACCEPTED, "The policy is accepted.");
    findings.holds(ref, Findings.RESOLVED_REFS, "The policy refers to nothing.");
    return problems.none() ? Optional.of(config(ref, spec, key, limits)) : Optional.empty();
  }

  private static PolicyConfig config(
      ObjectRef ref,
      RateLimitPolicySpec spec,
      List<KeyPart> key,
      SortedMap<String, LimitConfig> limits) {
    return new PolicyConfig(
        ref.qualifiedName(),
        PolicyConfig.Algorithm.SLIDING_COUNTER,
        key,
        limits,
        storeFailure(Objects.requireNonNullElse(spec.onStoreFailure(), StoreFailurePolicy.Local)),
        mode(Objects.requireNonNullElse(spec.mode(), LimitMode.Enforce)));
  }

  private static PolicyConfig.StoreFailure storeFailure(StoreFailurePolicy policy) {
    return switch (policy) {
      case Local -> PolicyConfig.StoreFailure.LOCAL;
      case Open -> PolicyConfig.StoreFailure.OPEN;
      case Closed -> PolicyConfig.StoreFailure.CLOSED;
    };
  }

  private static PolicyConfig.Mode mode(LimitMode mode) {
    return switch (mode) {
      case Enforce -> PolicyConfig.Mode.ENFORCE;
      case Shadow -> PolicyConfig.Mode.SHADOW;
    };
  }
}
