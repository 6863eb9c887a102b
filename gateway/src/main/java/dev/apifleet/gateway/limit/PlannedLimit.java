package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.count.Limit;

/**
 * A limit with what clients are told of it, written once.
 *
 * @param counter as in {@link TierLimit}
 * @param title the policy's name without its namespace, and which of its limits it is, in quotes
 * @param member of {@code RateLimit-Policy}
 */
record PlannedLimit(String counter, Limit limit, String title, String member) {
  static PlannedLimit of(String policy, TierLimit limit) {
    String name = policy.substring(policy.indexOf('/') + 1);
    boolean first = limit.counter().equals("limit");
    String title = '"' + (first ? name : name + ':' + limit.counter()) + '"';
    long window = RateLimitHeaders.seconds(limit.limit().windowMillis());
    return new PlannedLimit(
        limit.counter(),
        limit.limit(),
        title,
        title + ";q=" + limit.limit().requests() + ";w=" + window);
  }
}
