package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.snapshot.PolicyConfig;
import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import java.util.Map;
import java.util.stream.Collectors;

/** What a policy tells those whom it refuses. */
final class RateLimitProblems {
  private static final String STORE_RETRY_SECONDS = "1";

  private final String policy;
  private final String key;

  RateLimitProblems(PolicyConfig policy) {
    this.policy = policy.name();
    this.key = policy.keyParts().stream().map(CounterKey::kind).collect(Collectors.joining(","));
  }

  Problem limited(Exchange exchange, LimitConfig limit, Decision.Rejected rejected) {
    long retryAfter = Math.max(1, RateLimitHeaders.seconds(rejected.retryAfterMillis()));
    long window = RateLimitHeaders.seconds(limit.windowMillis());
    String tier = exchange.subscriber().tier();
    String detail =
        "Tier '%s' may send %d requests in %d s under policy %s. Try again in %d s, or ask for a higher tier."
            .formatted(tier, limit.requests(), window, policy, retryAfter);
    return new Problem(
        429,
        "rate_limited",
        "Too many requests",
        detail,
        Map.of(
            "policy", policy,
            "rule", exchange.route() + "/" + exchange.rule(),
            "tier", tier,
            "key", key,
            "limit", limit.requests(),
            "window", window,
            "retryAfter", retryAfter),
        Map.of("Retry-After", Long.toString(retryAfter)));
  }

  Problem storeAway() {
    return new Problem(
        503,
        "rate_limit_store_unavailable",
        "Rate limit cannot be checked",
        "Policy " + policy + " lets nothing pass while its counters are out of reach. Try again.",
        Map.of("policy", policy),
        Map.of("Retry-After", STORE_RETRY_SECONDS));
  }
}
