package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.cache.ResponseCache;
import dev.apifleet.gateway.cache.ResponseCache.Bounds;
import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.limit.VertxTimers;
import dev.apifleet.gateway.redis.NoRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The filters of a gateway that has no Redis: counters and caches are its own. */
public final class OfflineFilters {
  private static final long MEMORY_BYTES = 8L << 20;

  private OfflineFilters() {}

  public static FilterBuilder of(Vertx vertx, MeterRegistry registry) {
    NoRedis redis = new NoRedis();
    ResponseCache cache =
        new ResponseCache(vertx, redis, registry, Clock.systemUTC(), new Bounds(MEMORY_BYTES, 0));
    RateLimiters limiters =
        new RateLimiters(
            (_, _) -> Future.failedFuture("there is no Redis"), new VertxTimers(vertx), registry);
    return new Parts().filters(vertx, redis, registry, limiters, cache);
  }
}
