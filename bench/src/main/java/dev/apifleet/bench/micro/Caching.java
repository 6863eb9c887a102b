package dev.apifleet.bench.micro;

import dev.apifleet.gateway.cache.CacheFilter;
import dev.apifleet.gateway.cache.ResponseCache;
import dev.apifleet.gateway.redis.NoRedis;
import dev.apifleet.snapshot.FilterConfig.Cache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answering from the cache. */
final class Caching {
  private static final int MIB = 1 << 20;
  private static final long TTL_MILLIS = 60_000;
  private static final String BODY = "x".repeat(128);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private Caching() {}

  static Supplier<?> hit() {
    return answering(List.of());
  }

  static Supplier<?> hitThatVaries() {
    return answering(List.of("accept"));
  }

  private static Supplier<?> answering(List<String> keyHeaders) {
    Vertx vertx = Vertx.vertx();
    ResponseCache cache =
        new ResponseCache(
            vertx,
            new NoRedis(),
            new SimpleMeterRegistry(),
            CLOCK,
            new ResponseCache.Bounds(MIB, MIB));
    Cache config = new Cache(TTL_MILLIS, -1, -1, null, keyHeaders, MIB, true);
    CacheFilter filter = new CacheFilter(config, "shop/orders/list", cache);
    MeasuredExchange exchange =
        new MeasuredExchange(CapturedRequest.get(vertx, "/orders?page=2&size=50", Map.of()));
    exchange.through(filter);
    exchange.answeredBy(200, answer(), Buffer.buffer(BODY));
    Awaited.that(() -> exchange.through(filter) != null);
    return () -> exchange.through(filter);
  }

  private static MultiMap answer() {
    return MultiMap.caseInsensitiveMultiMap()
        .add("date", "Sun, 01 Mar 2026 12:00:00 GMT")
        .add("server", "nginx")
        .add("content-type", "application/json")
        .add("content-length", Integer.toString(BODY.length()))
        .add("last-modified", "Sun, 01 Mar 2026 11:00:00 GMT")
        .add("etag", "\"5e1f3a0c\"")
        .add("vary", "accept-encoding")
        .add("cache-control", "public, max-age=60")
        .add("x-frame-options", "DENY")
        .add("x-content-type-options", "nosniff");
  }
}
