package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.LimitAlgorithm;
import dev.apifleet.api.v1alpha1.LimitPrecision;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.api.v1alpha1.RateLimitPolicySpec;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.translator.Durations.AtLeast;
import dev.apifleet.translator.Durations.AtMost;
import java.util.Objects;
import java.util.Optional;

/** Turns a RateLimitPolicy into what gateways enforce. */
final class PolicyTranslator {
  private static final RateLimitPolicySpec ALL_DEFAULTS =
      new RateLimitPolicySpec(null, null, null, null, null, null, null, null, null, null, null);

  private final Findings findings;

  PolicyTranslator(Findings findings) {
    this.findings = findings;
  }

  /** Empty where the policy is not valid. */
  Optional<PolicyConfig> translate(RateLimitPolicy policy) {
    ObjectRef ref = ObjectRef.of(policy);
    RateLimitPolicySpec spec = Objects.requireNonNullElse(policy.getSpec(), ALL_DEFAULTS);
    Problems problems = new Problems();
    PolicyConfig config = config(ref, spec, problems);
    findings.refute(ref, Findings.ACCEPTED, problems);
    findings.holds(ref, Findings.ACCEPTED, "The policy is accepted.");
    findings.holds(ref, Findings.RESOLVED_REFS, "The policy refers to nothing.");
    return problems.none() ? Optional.of(config) : Optional.empty();
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
