package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.pool.Endpoint;
import dev.apifleet.gateway.pool.Phase;
import dev.apifleet.gateway.pool.Pool;
import dev.apifleet.snapshot.PoolConfig.Algorithm;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What every answer says about its way through the fleet. */
final class AnswerHeaders {
  /** Texts that are written again and again, as the bytes that they are written as. */
  private static final CharSequence[] MILLIS = ascii(1_000, millis -> millis + "ms");

  private static final CharSequence[] ALGORITHMS =
      ascii(Algorithm.values().length, i -> Algorithm.values()[i].label());
  private static final CharSequence[] PHASES =
      ascii(Phase.values().length, i -> Phase.values()[i].name());

  private AnswerHeaders() {}

  private static CharSequence[] ascii(int count, IntFunction<String> text) {
    return IntStream.range(0, count)
        .mapToObj(i -> HttpHeaders.createOptimized(text.apply(i)))
        .toArray(CharSequence[]::new);
  }

  static void write(ProxyExchange exchange, MultiMap headers) {
    Lane lane = exchange.front().lane();
    long millis = TimeUnit.NANOSECONDS.toMillis(lane.now() - exchange.startedAt());
    headers.set(Headers.X_REQUEST_ID, exchange.requestId());
    headers.set(Headers.X_GATEWAY, lane.gatewayName());
    headers.set(
        Headers.X_RESPONSE_TIME, millis < MILLIS.length ? MILLIS[(int) millis] : millis + "ms");
    Pool pool = exchange.dispatch().pool();
    Endpoint endpoint = exchange.dispatch().endpoint();
    if (pool != null) {
      headers.set(
          Headers.X_LB_ALGORITHM, ALGORITHMS[pool.members().config().algorithm().ordinal()]);
      headers.set(Headers.X_CIRCUIT_STATE, PHASES[phase(pool, endpoint).ordinal()]);
    }
    if (endpoint != null) {
      headers.set(Headers.X_BACKEND, endpoint.header());
    }
  }

  private static Phase phase(Pool pool, Endpoint endpoint) {
    return endpoint == null ? pool.members().phase() : endpoint.breaker().state().phase();
  }
}
