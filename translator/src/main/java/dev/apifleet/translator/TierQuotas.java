package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RateLimitPolicySpec;
import dev.apifleet.api.v1alpha1.TierQuota;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads how much each tier may have in the long run. */
final class TierQuotas {
  private static final FieldPath FIELD = FieldPath.SPEC.child("quotas");
  private static final String DEFAULT_WINDOW = "1d";

  private TierQuotas() {}

  static SortedMap<String, LimitConfig> read(RateLimitPolicySpec spec, Problems problems) {
    SortedMap<String, LimitConfig> result = new TreeMap<>();
    new TreeMap<>(spec.quotas() == null ? Map.<String, TierQuota>of() : spec.quotas())
        .forEach((tier, quota) -> result.put(tier, one(FIELD.item(tier), quota, problems)));
    return result;
  }

  private static LimitConfig one(FieldPath field, TierQuota quota, Problems problems) {
    if (quota == null) {
      problems.invalid(field, null, "write requests and window, or remove the tier");
      return new LimitConfig(0, 1_000);
    }
    return new LimitConfig(
        Numbers.read(
            field.child("requests"), quota.requests(), null, 0, TierLimits.MOST_REQUESTS, problems),
        Durations.read(
            field.child("window"),
            quota.window(),
            DEFAULT_WINDOW,
            Durations.AtLeast.SECOND,
            problems));
  }
}
