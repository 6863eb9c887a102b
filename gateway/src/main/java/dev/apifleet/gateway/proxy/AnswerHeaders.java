package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Pool;
import io.vertx.core.MultiMap;
import java.util.concurrent.TimeUnit;

/** What every answer says about its way through the fleet. */
final class AnswerHeaders {
  private AnswerHeaders() {}

  static void write(ProxyExchange exchange, MultiMap headers) {
    Lane lane = exchange.front().lane();
    long millis = TimeUnit.NANOSECONDS.toMillis(lane.now() - exchange.startedAt());
    headers.set(Headers.X_REQUEST_ID, exchange.requestId());
    headers.set(Headers.X_GATEWAY, lane.gatewayName());
    headers.set(Headers.X_RESPONSE_TIME, millis + "ms");
    Pool pool = exchange.dispatch().pool();
    Endpoint endpoint = exchange.dispatch().endpoint();
    if (pool != null) {
      headers.set(Headers.X_LB_ALGORITHM, pool.members().config().algorithm().label());
      headers.set(
          Headers.X_CIRCUIT_STATE,
          (endpoint == null ? pool.members().phase() : endpoint.breaker().state().phase()).name());
    }
    if (endpoint != null) {
      headers.set(Headers.X_BACKEND, endpoint.name());
    }
  }
}
