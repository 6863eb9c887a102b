package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RateLimitPolicySpec;
import dev.apifleet.api.v1alpha1.TierLimit;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads how much each tier may have. */
final class TierLimits {
  static final long MOST_REQUESTS = 1_000_000_000;
  private static final FieldPath FIELD = FieldPath.SPEC.child("limits");
  private static final String DEFAULT_WINDOW = "1m";
  private static final long MINUTE = 60_000;
  private static final Map<String, LimitConfig> DEFAULT =
      Map.of(
          "anonymous", new LimitConfig(100, MINUTE),
          "free", new LimitConfig(1_000, MINUTE),
          "pro", new LimitConfig(10_000, MINUTE),
          "enterprise", new LimitConfig(100_000, MINUTE));

  private TierLimits() {}

  /** The default limits only where the policy has neither limits nor quotas. */
  static SortedMap<String, LimitConfig> read(RateLimitPolicySpec spec, Problems problems) {
    Map<String, TierLimit> limits = spec.limits() == null ? Map.of() : spec.limits();
    if (limits.isEmpty() && (spec.quotas() == null || spec.quotas().isEmpty())) {
      return new TreeMap<>(DEFAULT);
    }
    SortedMap<String, LimitConfig> result = new TreeMap<>();
    new TreeMap<>(limits)
        .forEach((tier, limit) -> result.put(tier, one(FIELD.item(tier), limit, problems)));
    return result;
  }

  private static LimitConfig one(FieldPath field, TierLimit limit, Problems problems) {
    if (limit == null) {
      problems.invalid(field, null, "write requests and window, or remove the tier");
      return new LimitConfig(0, MINUTE);
    }
    long requests =
        Numbers.read(field.child("requests"), limit.requests(), null, 0, MOST_REQUESTS, problems);
    long window =
        Durations.read(
            field.child("window"),
            limit.window(),
            DEFAULT_WINDOW,
            Durations.AtLeast.SECOND,
            problems);
    return new LimitConfig(requests, window, burst(field.child("burst"), limit, problems));
  }

  private static long burst(FieldPath field, TierLimit limit, Problems problems) {
    if (limit.burst() == null) {
      return 0;
    }
    if (Long.valueOf(0).equals(limit.requests())) {
      problems.invalid(field, limit.burst(), "remove it: a limit of 0 requests lets none pass");
    }
    return Numbers.read(field, limit.burst(), null, 1, MOST_REQUESTS, problems);
  }
}
