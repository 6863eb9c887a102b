package dev.apifleet.gateway.proxy;

import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What may be tried again (RFC 9110, 9.2.2): anything of which a backend has seen nothing, and
 * idempotent requests whose body can be sent again.
 */
final class Repeatable {
  private static final long FIRST_BACK_OFF_MILLIS = 25;
  private static final long LONGEST_BACK_OFF_MILLIS = 250;
  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.PUT,
          HttpMethod.DELETE,
          HttpMethod.TRACE);

  private Repeatable() {}

  /** After the connection could not be made or broke before an answer. */
  static boolean afterFailure(ProxyExchange exchange, boolean sent) {
    return exchange.body().isReplayable() && (!sent || isIdempotent(exchange));
  }

  /** After an answer that another endpoint may better. */
  static boolean afterResponse(ProxyExchange exchange, int status) {
    return (status == 502 || status == 503 || status == 504)
        && isIdempotent(exchange)
        && exchange.body().isReplayable();
  }

  private static boolean isIdempotent(ProxyExchange exchange) {
    return IDEMPOTENT.contains(exchange.request().method());
  }

  /** What counts against an endpoint: faults of the server, not what it cannot do (501, 505…). */
  static boolean isBackendFailure(int status) {
    return status == 500 || status == 502 || status == 503 || status == 504;
  }

  /** Exponential with full jitter, at least 1 ms. */
  static long backOffMillis(int retriesBefore) {
    long most =
        Math.min(LONGEST_BACK_OFF_MILLIS, FIRST_BACK_OFF_MILLIS << Math.min(retriesBefore, 8));
    return 1 + ThreadLocalRandom.current().nextLong(most);
  }
}
