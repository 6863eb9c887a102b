package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.redis.NoRedis;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.util.List;

/** Caches of gateways, and rules that use them, for tests. */
final class Caches {
  static final long TTL = 300_000;
  static final String RULE = "shop/orders/list";

  private static final int MIB = 1 << 20;

  private Caches() {}

  static ResponseCache cache(Vertx vertx, String redis, MeterRegistry meters, Clock clock) {
    return cache(vertx, Redis.createClient(vertx, redis), meters, clock);
  }

  /** Without a Redis, whose clock no test can move. */
  static ResponseCache alone(Vertx vertx, MeterRegistry meters, Clock clock) {
    return cache(vertx, new NoRedis(), meters, clock);
  }

  private static ResponseCache cache(Vertx vertx, Redis redis, MeterRegistry meters, Clock clock) {
    return new ResponseCache(
        vertx, redis, meters, clock, new ResponseCache.Bounds(64L * MIB, 2 * MIB));
  }

  /** Keeps what expired for so long in the two cases of RFC 5861. */
  static Cache stale(long whileRevalidateMillis, long ifErrorMillis) {
    return new Cache(TTL, whileRevalidateMillis, ifErrorMillis, null, List.of(), MIB, true);
  }

  static Cache keyedBy(List<String> queryParams, List<String> headers) {
    return new Cache(TTL, -1, -1, queryParams, headers, MIB, true);
  }
}
