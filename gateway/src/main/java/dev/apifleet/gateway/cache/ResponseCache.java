package dev.apifleet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.gateway.redis.RedisChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The fleet's responses: in memory first, in Redis second. What one gateway throws away the others
 * do too, by a message; after a time without connection they forget all they had in memory.
 */
public final class ResponseCache {
  private static final long MEMORY_BYTES = 64L << 20;
  private static final int DROPPED = 10_000;

  private final MemoryStore memory;
  private final RedisStore redis;
  private final Clock clock;
  private final CacheMeters meters;

  /**
   * When URIs were last thrown away: an answer that was on its way from the backend at that time
   * may be older than the write, and is not kept; nor is one found in Redis before it is thrown
   * away there too.
   */
  private final Cache<String, Long> dropped =
      Caffeine.newBuilder().maximumSize(DROPPED).expireAfterWrite(Duration.ofMinutes(2)).build();

  public ResponseCache(Vertx vertx, Redis redis, MeterRegistry meters, Clock clock) {
    this.memory = new MemoryStore(MEMORY_BYTES);
    this.redis = new RedisStore(redis, clock);
    this.clock = clock;
    this.meters = new CacheMeters(meters);
    new RedisChannel(vertx, redis, RedisStore.CHANNEL, this::forget, memory::clear).listen();
  }

  CacheMeters meters() {
    return meters;
  }

  long now() {
    return clock.millis();
  }

  /** Finds a fresh response, or null; it may come on any thread. */
  void find(CacheKey key, MultiMap request, Consumer<Stored> then) {
    Stored stored = memory.find(key, request);
    if (stored != null && stored.isFresh(now())) {
      then.accept(stored);
      return;
    }
    redis.find(key, request).onSuccess(found -> then.accept(fresh(key, found)));
  }

  private Stored fresh(CacheKey key, RedisStore.Found found) {
    if (found.stored() == null
        || !found.stored().isFresh(now())
        || isDroppedSince(key.uri(), found.stored().bornAt())) {
      return null;
    }
    memory.put(key, found.varyNames(), found.variant(), found.stored());
    return found.stored();
  }

  /**
   * Keeps a response.
   *
   * @param askedAt when the backend was asked for it
   */
  void put(CacheKey key, MultiMap request, List<String> varyNames, Stored stored, long askedAt) {
    if (isDroppedSince(key.uri(), askedAt)) {
      return;
    }
    String variant = CacheKey.variant(varyNames, request);
    memory.put(key, varyNames, variant, stored);
    redis.put(key, varyNames, variant, stored);
  }

  private boolean isDroppedSince(String uri, long time) {
    Long droppedAt = dropped.getIfPresent(uri);
    return droppedAt != null && droppedAt >= time;
  }

  /** Throws away all answers to a URI, in the whole fleet. */
  void drop(String uri) {
    forget(uri);
    redis.drop(uri);
  }

  private void forget(String uri) {
    dropped.put(uri, now());
    memory.invalidate(uri);
  }
}
