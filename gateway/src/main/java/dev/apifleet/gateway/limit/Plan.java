package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.limit.count.Limit;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a policy is carried out: its limits by tier, and for how long a gateway may hold slices.
 *
 * @param number grows with each plan, so that of two it is known which is newer
 */
record Plan(PolicyConfig policy, int gateways, long number, Map<String, List<PlannedLimit>> tiers) {
  /** From so many requests a window on, a slice saves more questions than it is worth. */
  private static final long LEASED_FROM = 1_000;

  private static final long SHORTEST_LEASE = 5;
  private static final long LONGEST_LEASE = 60_000;

  static Plan of(PolicyConfig policy, int gateways, long number) {
    return new Plan(
        policy,
        gateways,
        number,
        policy.limitedTiers().stream()
            .collect(
                Collectors.toUnmodifiableMap(Function.identity(), tier -> planned(policy, tier))));
  }

  private static List<PlannedLimit> planned(PolicyConfig policy, String tier) {
    return TierLimit.of(policy, tier).stream()
        .map(limit -> PlannedLimit.of(policy.name(), limit))
        .toList();
  }

  boolean isOf(PolicyConfig other, int pods) {
    return policy.equals(other) && gateways == pods;
  }

  Counter counter(String hash, String tier, PlannedLimit limit) {
    return new Counter(
        CounterKey.of(hash, policy.name(), tier, limit.counter()),
        limit.limit(),
        leaseMillis(limit.limit()),
        gateways);
  }

  /** A hundredth of the time in which a counter turns over; 0 where nothing is taken ahead. */
  private long leaseMillis(Limit limit) {
    boolean leased =
        switch (policy.precision()) {
          case EXACT -> false;
          case LEASED -> true;
          case AUTO -> limit.requests() >= LEASED_FROM;
        };
    if (!leased || limit.maxDelayMillis() > 0) {
      return 0;
    }
    long lease = Math.min(LONGEST_LEASE, limit.turnoverMillis() / 100);
    return lease < SHORTEST_LEASE ? 0 : lease;
  }
}
