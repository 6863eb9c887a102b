package dev.apifleet.gateway.limit.manage;

import dev.apifleet.gateway.limit.CounterKey;
import dev.apifleet.gateway.limit.TierLimit;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.snapshot.PolicyConfig;
import java.util.List;

/**
 * The counters of one key: one for each limit that its policy has for its tier.
 *
 * @param hash of the key
 */
public record CounterSet(PolicyConfig policy, String tier, String hash, List<TierLimit> limits) {
  public CounterSet(PolicyConfig policy, String tier, String hash) {
    this(policy, tier, hash, TierLimit.of(policy, tier));
  }

  /** Only the counter of that name. */
  public CounterSet only(String counter) {
    return new CounterSet(
        policy,
        tier,
        hash,
        limits.stream().filter(limit -> limit.counter().equals(counter)).toList());
  }

  /** In the order of the limits. Nothing is taken ahead by looking at them. */
  public List<Counter> counters() {
    return limits.stream()
        .map(
            limit ->
                new Counter(
                    CounterKey.of(hash, policy.name(), tier, limit.counter()), limit.limit(), 0, 1))
        .toList();
  }
}
