package dev.apifleet.gateway.proxy;

import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * What may be tried again (RFC 9110, 9.2.2): anything of which a backend has seen nothing, and
 * idempotent requests whose body can be sent again.
 */
final class Repeatable {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);
  private static final Set<HttpMethod> ALSO_IDEMPOTENT = Set.of(HttpMethod.PUT, HttpMethod.DELETE);

  private Repeatable() {}

  /** After the connection could not be made or broke before an answer. */
  static boolean afterFailure(ProxyExchange exchange, boolean sent) {
    return exchange.body().isReplayable() && (!sent || isIdempotent(exchange));
  }

  /** After an answer that another endpoint may better. */
  static boolean afterAnswer(ProxyExchange exchange) {
    return isIdempotent(exchange) && exchange.body().isReplayable();
  }

  private static boolean isIdempotent(ProxyExchange exchange) {
    HttpMethod method = exchange.request().method();
    return SAFE.contains(method) || ALSO_IDEMPOTENT.contains(method);
  }

  /** Whether two endpoints may be asked at the same time. */
  static boolean mayRunTwice(ProxyExchange exchange) {
    return SAFE.contains(exchange.request().method())
        && !exchange.body().isPresent()
        && !exchange.asked().isUpgrade();
  }

  /** What counts against an endpoint: faults of the server, not what it cannot do (501, 505…). */
  static boolean isBackendFailure(int status) {
    return status == 500 || status == 502 || status == 503 || status == 504;
  }
}
