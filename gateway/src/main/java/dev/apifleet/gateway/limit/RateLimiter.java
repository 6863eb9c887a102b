package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import java.util.function.Consumer;

/**
 * Decides about requests by one policy: in the shared store, and while that is away as the policy's
 * {@code onStoreFailure} says.
 *
 * <p>With {@code LOCAL} each of n gateways admits a limit's nth part, rounded up, on its own. So a
 * key gets at most its limit, and n - 1 more, by what the gateways count alone; where the store is
 * lost or comes back within a window, what it has counted adds to that, to twice the limit at most.
 */
public final class RateLimiter {
  private final PolicyConfig policy;
  private final CounterStore shared;
  private final LocalCounters local;
  private final int gateways;
  private final PolicyMeters meters;

  RateLimiter(
      PolicyConfig policy,
      int gateways,
      CounterStore shared,
      LocalCounters local,
      PolicyMeters meters) {
    this.policy = policy;
    this.gateways = Math.max(1, gateways);
    this.shared = shared;
    this.local = local;
    this.meters = meters;
  }

  PolicyConfig policy() {
    return policy;
  }

  /** Asks for a verdict; it may come on any thread. */
  void decide(Exchange exchange, Consumer<Verdict> then) {
    LimitConfig limit = policy.limits().get(exchange.subscriber().tier());
    if (limit == null) {
      then.accept(new Verdict.Unlimited());
      return;
    }
    String key = key(limit, exchange);
    boolean counts = exchange.dryRun() == null;
    (counts ? shared.count(key, limit) : shared.peek(key, limit))
        .onSuccess(decision -> then.accept(decided(limit, decision, counts)))
        .onFailure(_ -> then.accept(alone(key, limit, counts)));
  }

  /** Counts of different windows cannot be compared, so the window is part of the name. */
  private String key(LimitConfig limit, Exchange exchange) {
    String hash = CounterKey.hash(policy, new ExchangeValues(exchange));
    String tier = exchange.subscriber().tier();
    return CounterKey.of(hash, policy.name(), tier, Long.toString(limit.windowMillis()));
  }

  private Verdict alone(String key, LimitConfig limit, boolean counts) {
    if (counts) {
      meters.storeFailed();
    }
    return switch (policy.onStoreFailure()) {
      case LOCAL -> decided(limit, own(key, limit, counts), counts);
      case OPEN -> new Verdict.Unlimited();
      case CLOSED -> new Verdict.StoreAway();
    };
  }

  private Decision own(String key, LimitConfig limit, boolean counts) {
    long share = Math.ceilDiv(limit.requests(), gateways);
    return counts
        ? local.count(key, share, limit.windowMillis())
        : local.peek(key, share, limit.windowMillis());
  }

  private Verdict decided(LimitConfig limit, Decision decision, boolean counts) {
    if (counts) {
      meters.decided(decision);
    }
    return new Verdict.Counted(limit, decision);
  }
}
