package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.top.SpaceSaving;
import dev.apifleet.gateway.limit.top.SpaceSaving.Frequent;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who was rejected most often by each policy, enforced or not, since this gateway or the policy
 * began; bounded, however many there are.
 */
public final class Rejections {
  private static final int KEYS_PER_POLICY = 200;

  private final ConcurrentMap<String, SpaceSaving<RejectedKey>> policies =
      new ConcurrentHashMap<>();
  private final InstantSource clock;

  Rejections(InstantSource clock) {
    this.clock = clock;
  }

  void add(String policy, RejectedKey key) {
    policies
        .computeIfAbsent(policy, _ -> new SpaceSaving<>(KEYS_PER_POLICY))
        .add(key, clock.millis());
  }

  /** Those whom a policy rejected most often. */
  public List<Frequent<RejectedKey>> top(String policy, int most) {
    SpaceSaving<RejectedKey> sketch = policies.get(policy);
    return sketch == null ? List.of() : sketch.top(most);
  }

  /** Forgets all other policies. */
  void retain(Collection<String> names) {
    policies.keySet().retainAll(names);
  }
}
