package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.count.CounterStore;
import dev.apifleet.gateway.limit.lease.Leases;
import dev.apifleet.gateway.limit.lease.Timers;
import dev.apifleet.snapshot.PolicyConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the rate limits of a gateway share and what outlives snapshots. */
public final class RateLimiters {
  private static final int MAXIMUM_KEYS = 200_000;

  private final Leases leases;
  private final Timers timers;
  private final Accounts accounts;
  private final MeterRegistry registry;
  private final Rejections rejections = new Rejections(InstantSource.system());
  private final ConcurrentMap<String, Plan> plans = new ConcurrentHashMap<>();
  private final AtomicLong planNumbers = new AtomicLong();

  /** As many keys as memory is meant for: some 100 MB. */
  public RateLimiters(CounterStore store, Timers timers, MeterRegistry registry) {
    this(store, timers, registry, MAXIMUM_KEYS);
  }

  public RateLimiters(CounterStore store, Timers timers, MeterRegistry registry, long maximumKeys) {
    this.leases = new Leases(store, timers, maximumKeys);
    this.timers = timers;
    this.accounts = new Accounts(leases, maximumKeys);
    this.registry = registry;
  }

  /**
   * One filter for all policies that stand side by side: a request that one of them refuses spends
   * nothing in the others.
   *
   * @param gateways number of gateway pods, among which a limit is shared while Redis is away
   */
  public RateLimitFilter filter(List<PolicyConfig> policies, int gateways) {
    return new RateLimitFilter(
        policies.stream().map(policy -> limiter(policy, gateways)).toList(), leases);
  }

  private RateLimiter limiter(PolicyConfig policy, int gateways) {
    Plan plan =
        plans.compute(
            policy.name(),
            (_, last) ->
                last != null && last.isOf(policy, gateways)
                    ? last
                    : Plan.of(policy, gateways, planNumbers.incrementAndGet()));
    return new RateLimiter(plan, accounts, new PolicyMeters(registry, policy.name()), rejections);
  }

  /** Makes ready for the first client; ends soon where the store is away. */
  public Future<Void> warmUp() {
    return new WarmUp(leases, timers).run();
  }

  /** Who was rejected most often. */
  public Rejections rejections() {
    return rejections;
  }

  /** There are no other policies any more. */
  public void retain(Collection<String> policies) {
    plans.keySet().retainAll(policies);
    rejections.retain(policies);
  }

  /** Forgets what is held and known of counters that were reset; looks at all that it holds. */
  public void forget(Set<String> counterKeys) {
    accounts.forget(counterKeys);
  }

  /** Forgets that counters were exhausted, which were given units back; looks at all. */
  public void reconsider(Set<String> counterKeys) {
    accounts.reconsider(counterKeys);
  }

  /** Gives all slices back; ends when the store knows, or cannot be told. */
  public Future<Void> close() {
    return accounts.closeAll();
  }
}
