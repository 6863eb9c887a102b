package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Limit;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * The {@code RateLimit} and {@code RateLimit-Policy} fields of
 * draft-ietf-httpapi-ratelimit-headers: structured lists, one member per limit that the request was
 * held against; and the older {@code X-RateLimit-*} of the policy's first limit, where it is
 * wanted.
 */
final class RateLimitHeaders {
  void add(MultiMap headers, List<Held> held, List<Standing> standings) {
    for (Held each : held) {
      List<TierLimit> limits = each.account().limits();
      List<Standing> standing = each.of(standings);
      for (int i = 0; i < limits.size(); i++) {
        add(headers, name(each, limits.get(i)), limits.get(i).limit(), standing.get(i));
      }
      if (each.limiter().policy().legacyHeaders()) {
        addLegacy(headers, limits.getFirst().limit(), standing.getFirst());
      }
    }
  }

  /** Clients are told the policy's name without its namespace, and which of its limits it is. */
  private static String name(Held held, TierLimit limit) {
    String policy = held.limiter().policy().name();
    String name = policy.substring(policy.indexOf('/') + 1);
    return '"' + (limit.counter().equals("limit") ? name : name + ':' + limit.counter()) + '"';
  }

  private static void add(MultiMap headers, String name, Limit limit, Standing standing) {
    append(
        headers,
        "RateLimit",
        name + ";r=" + standing.remaining() + ";t=" + seconds(standing.resetMillis()));
    append(
        headers,
        "RateLimit-Policy",
        name + ";q=" + limit.requests() + ";w=" + seconds(limit.windowMillis()));
  }

  private static void addLegacy(MultiMap headers, Limit limit, Standing standing) {
    headers.set("X-RateLimit-Limit", Long.toString(limit.requests()));
    headers.set("X-RateLimit-Remaining", Long.toString(standing.remaining()));
    headers.set("X-RateLimit-Reset", Long.toString(seconds(standing.resetMillis())));
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
