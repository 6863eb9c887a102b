package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.TierLimit;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads how much each tier may have. */
final class TierLimits {
  private static final String DEFAULT_WINDOW = "1m";
  private static final long MINUTE = 60_000;
  private static final long MOST_REQUESTS = 1_000_000_000;
  private static final Map<String, LimitConfig> DEFAULT =
      Map.of(
          "anonymous", new LimitConfig(100, MINUTE),
          "free", new LimitConfig(1_000, MINUTE),
          "pro", new LimitConfig(10_000, MINUTE),
          "enterprise", new LimitConfig(100_000, MINUTE));

  private TierLimits() {}

  static SortedMap<String, LimitConfig> read(
      FieldPath field, Map<String, TierLimit> limits, Problems problems) {
    SortedMap<String, LimitConfig> result = new TreeMap<>();
    if (limits == null || limits.isEmpty()) {
      result.putAll(DEFAULT);
      return result;
    }
    new TreeMap<>(limits)
        .forEach((tier, limit) -> result.put(tier, one(field.item(tier), limit, problems)));
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
    return new LimitConfig(requests, window);
  }
}
