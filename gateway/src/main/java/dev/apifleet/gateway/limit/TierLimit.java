package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.Algorithm;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the limits that a policy holds a tier against, each with a counter of its own.
 *
 * @param counter names the counter: {@code limit}, {@code burst} or {@code quota}
 */
public record TierLimit(String counter, Limit limit) {
  /**
   * All limits of a tier. A burst is the capacity of a bucket; where the algorithm has none, there
   * is one besides it.
   */
  public static List<TierLimit> of(PolicyConfig policy, String tier) {
    List<TierLimit> limits = new ArrayList<>(3);
    LimitConfig limit = policy.limits().get(tier);
    if (limit != null) {
      limits.add(new TierLimit("limit", limit(policy, limit)));
      if (limit.burst() > 0 && !isBucket(policy.algorithm())) {
        limits.add(new TierLimit("burst", bucket(Algorithm.TOKEN_BUCKET, limit, 0)));
      }
    }
    LimitConfig quota = policy.quotas().get(tier);
    if (quota != null) {
      limits.add(
          new TierLimit(
              "quota", new Limit(Algorithm.FIXED_WINDOW, quota.requests(), quota.windowMillis())));
    }
    return limits;
  }

  /** Whether it is a bucket, which has a capacity. */
  public boolean isBucket() {
    return isBucket(limit.algorithm());
  }

  private static Limit limit(PolicyConfig policy, LimitConfig limit) {
    return isBucket(policy.algorithm())
        ? bucket(policy.algorithm(), limit, policy.maxDelayMillis())
        : new Limit(policy.algorithm(), limit.requests(), limit.windowMillis());
  }

  private static Limit bucket(Algorithm algorithm, LimitConfig limit, long maxDelayMillis) {
    long capacity = limit.burst() > 0 ? limit.burst() : limit.requests();
    long delay = algorithm == Algorithm.LEAKY_BUCKET ? maxDelayMillis : 0;
    return new Limit(algorithm, limit.requests(), limit.windowMillis(), capacity, delay);
  }

  private static boolean isBucket(Algorithm algorithm) {
    return algorithm == Algorithm.TOKEN_BUCKET || algorithm == Algorithm.LEAKY_BUCKET;
  }
}
