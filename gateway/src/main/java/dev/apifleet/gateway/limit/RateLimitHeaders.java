package dev.apifleet.gateway.limit;

import dev.apifleet.snapshot.PolicyConfig.LimitConfig;
import io.vertx.core.MultiMap;

/**
 * The {@code RateLimit} and {@code RateLimit-Policy} fields of
 * draft-ietf-httpapi-ratelimit-headers: structured lists, one member per policy that the request
 * was held against.
 */
final class RateLimitHeaders {
  private final String name;

  /**
   * @param policy {@code namespace/name}; clients are told the name alone
   */
  RateLimitHeaders(String policy) {
    this.name = '"' + policy.substring(policy.indexOf('/') + 1) + '"';
  }

  void add(MultiMap headers, Verdict.Counted counted) {
    append(headers, "RateLimit", state(counted.decision()));
    append(headers, "RateLimit-Policy", policy(counted.limit()));
  }

  private String state(Decision decision) {
    long remaining =
        switch (decision) {
          case Decision.Permitted permitted -> permitted.remaining();
          case Decision.Rejected _ -> 0;
        };
    return name + ";r=" + remaining + ";t=" + seconds(decision.resetMillis());
  }

  private String policy(LimitConfig limit) {
    return name + ";q=" + limit.requests() + ";w=" + seconds(limit.windowMillis());
  }

  private static void append(MultiMap headers, String field, String member) {
    String others = headers.get(field);
    headers.set(field, others == null ? member : others + ", " + member);
  }

  /** Whole seconds, never too early. */
  static long seconds(long millis) {
    return Math.ceilDiv(millis, 1000);
  }
}
