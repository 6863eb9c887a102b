package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.limit.count.Answer.Standing;
import dev.apifleet.gateway.limit.count.Limit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * The {@code RateLimit} and {@code RateLimit-Policy} fields of
 * draft-ietf-httpapi-ratelimit-headers: structured lists, one member per limit that the request was
 * held against; and the older {@code X-RateLimit-*} of the policy's first limit, where it is
 * wanted.
 */
final class RateLimitHeaders {
  private static final CharSequence STATE = HttpHeaders.createOptimized("RateLimit");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
  private static final CharSequence LIMIT = HttpHeaders.createOptimized("X-RateLimit-Limit");
  private static final CharSequence REMAINING =
      HttpHeaders.createOptimized("X-RateLimit-Remaining");
  private static final CharSequence RESET = HttpHeaders.createOptimized("X-RateLimit-Reset");

  private RateLimitHeaders() {}

  static void add(MultiMap headers, List<Held> held, List<Standing> standings) {
    for (Held each : held) {
      List<PlannedLimit> limits = each.account().limits();
      for (int i = 0; i < limits.size(); i++) {
        append(headers, STATE, state(limits.get(i), standings.get(each.from() + i)));
        append(headers, POLICY, limits.get(i).member());
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
    headers.set(LIMIT, Long.toString(limit.requests()));
    headers.set(REMAINING, Long.toString(standing.remaining()));
    headers.set(RESET, Long.toString(seconds(standing.resetMillis())));
  }

  private static void append(MultiMap headers, CharSequence field, String member) {
    String others = headers.get(field);
    if (others == null) {
      headers.add(field, member);
    } else {
      headers.set(field, others + ", " + member);
    }
  }

  /** Whole seconds, never too early. */
  static long seconds(long millis) {
    return Math.ceilDiv(millis, 1000);
  }
}
