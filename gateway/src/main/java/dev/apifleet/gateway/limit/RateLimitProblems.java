package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Limit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What policies tell those whom they refuse. */
final class RateLimitProblems {
  private static final String STORE_RETRY_SECONDS = "1";

  private RateLimitProblems() {}

  /** By the limit that keeps the request waiting longest. */
  static Problem limited(Exchange exchange, List<Held> held, List<Standing> standings) {
    Held by =
        held.stream()
            .filter(each -> each.refusing(standings) >= 0)
            .max(Comparator.comparingLong(each -> wait(each, standings)))
            .orElseThrow();
    return limited(exchange, by, by.refusing(standings), by.of(standings));
  }

  private static long wait(Held held, List<Standing> standings) {
    return held.of(standings).get(held.refusing(standings)).waitMillis();
  }

  private static Problem limited(Exchange exchange, Held by, int which, List<Standing> standings) {
    PlannedLimit limit = by.account().limits().get(which);
    Standing standing = standings.get(which);
    String policy = by.limiter().policy().name();
    String tier = by.account().tier();
    long retryAfter = Math.max(1, RateLimitHeaders.seconds(standing.waitMillis()));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("policy", policy);
    members.put("rule", exchange.route() + "/" + exchange.rule());
    members.put("tier", tier);
    members.put("key", key(by));
    members.put("counter", limit.counter());
    members.put("limit", limit.limit().requests());
    members.put("window", RateLimitHeaders.seconds(limit.limit().windowMillis()));
    members.put("reset", RateLimitHeaders.seconds(standing.resetMillis()));
    members.put("retryAfter", retryAfter);
    return new Problem(
        429,
        "rate_limited",
        "Too many requests",
        detail(tier, limit, policy, retryAfter),
        members,
        Map.of("Retry-After", Long.toString(retryAfter)));
  }

  private static String key(Held held) {
    return held.limiter().policy().keyParts().stream()
        .map(CounterKey::kind)
        .collect(Collectors.joining(","));
  }

  private static String detail(String tier, PlannedLimit limit, String policy, long retryAfter) {
    Limit of = limit.limit();
    String most =
        limit.counter().equals("burst")
            ? "%d requests at once and then %d in %d s"
                .formatted(
                    of.capacity(), of.requests(), RateLimitHeaders.seconds(of.windowMillis()))
            : "%d requests in %d s"
                .formatted(of.requests(), RateLimitHeaders.seconds(of.windowMillis()));
    return "Tier '%s' may send %s under policy %s. Try again in %d s, or ask for a higher tier."
        .formatted(tier, most, policy, retryAfter);
  }

  static Problem storeAway(String policy) {
    return new Problem(
        503,
        "rate_limit_store_unavailable",
        "Rate limit cannot be checked",
        "Policy " + policy + " lets nothing pass while its counters are out of reach. Try again.",
        Map.of("policy", policy),
        Map.of("Retry-After", STORE_RETRY_SECONDS));
  }
}
