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
  private RateLimitHeaders() {}

  static void add(MultiMap headers, List<Held> held, List<Standing> standings) {
    for (Held each : held) {
      List<PlannedLimit> limits = each.account().limits();
      for (int i = 0; i < limits.size(); i++) {
        Standing standing = standings.get(each.from() + i);
        append(headers, "RateLimit", state(limits.get(i), standing));
        append(headers, "RateLimit-Policy", limits.get(i).member());
      }
      if (each.limiter().policy().legacyHeaders()) {
        addLegacy(headers, limits.getFirst().limit(), standings.get(each.from()));
      }
    }
  }

  private static String state(PlannedLimit limit, Standing standing) {
    return limit.title() + ";r=" + standing.remaining() + ";t=" + seconds(standing.resetMillis());
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
