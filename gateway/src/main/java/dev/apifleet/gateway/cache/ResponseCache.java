package dev.apifleet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.gateway.redis.RedisChannel;
import dev.apifleet.gateway.redis.RedisLink;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The fleet's responses: in memory first, in Redis second. What one gateway throws away the others
 * do too, by a message; after a time without connection they forget all they had in memory.
 */
public final class ResponseCache {
  private static final int DROPPED = 10_000;
  private static final int QUERY_KEYS = 256;

  private final MemoryStore memory;
  private final RedisStore redis;
  private final PurgeLog purges;
  private final Future<Void> begun;
  private final Flights flights = new Flights();
  private final CacheKeys keys = new CacheKeys();
  private final Clock clock;
  private final MeterRegistry registry;

  /**
   * When URIs were last thrown away: an answer that was on its way from the backend at that time
   * may be older than the write, and is not kept; nor is one found in Redis before it is thrown
   * away there too.
   */
  private final Cache<String, Long> dropped =
      Caffeine.newBuilder().maximumSize(DROPPED).expireAfterWrite(Duration.ofMinutes(2)).build();

  /** How rules read queries: a write throws away what any of them keeps for its URI. */
  private final Cache<QueryKey, Boolean> queryKeys =
      Caffeine.newBuilder().maximumSize(QUERY_KEYS).build();

  /**
   * How much is kept.
   *
   * @param memoryBytes of all answers in this gateway's memory
   * @param redisEntryBytes of one answer in Redis
   */
  public record Bounds(long memoryBytes, int redisEntryBytes) {}

  public ResponseCache(
      Vertx vertx, Redis redis, MeterRegistry registry, Clock clock, Bounds bounds) {
    RedisLink link = new RedisLink(redis);
    this.memory = new MemoryStore(bounds.memoryBytes());
    this.redis = new RedisStore(link, bounds.redisEntryBytes(), clock);
    this.purges = new PurgeLog(link, clock);
    this.clock = clock;
    this.registry = registry;
    Gauge.builder("apifleet.cache.memory.bytes", memory, MemoryStore::weight)
        .description("Bytes of kept responses in this gateway's memory")
        .register(registry);
    Gauge.builder("apifleet.cache.waiting", flights, Flights::waiting)
        .description("Requests that wait for the answer to an equal one")
        .register(registry);
    queryKeys.put(QueryKey.WHOLE, true);
    this.begun = purges.follow(vertx);
    new RedisChannel(vertx, redis, RedisStore.CHANNEL, this::received, this::startAfresh).listen();
  }

  private void received(String message) {
    if (message.equals(PurgeLog.MESSAGE)) {
      purges.refresh();
    } else {
      forget(message);
    }
  }

  private void startAfresh() {
    memory.clear();
    purges.refresh();
  }

  /** The counters of one route, which end with it. */
  CacheMeters meters(String route) {
    return new CacheMeters(registry, route);
  }

  Flights flights() {
    return flights;
  }

  CacheKeys keys() {
    return keys;
  }

  PurgeLog purges() {
    return purges;
  }

  long now() {
    return clock.millis();
  }

  /** Epoch of the last purge, for what the backend is asked from now on. */
  long generation() {
    return purges.generation();
  }

  void uses(QueryKey query) {
    queryKeys.put(query, true);
  }

  /** All forms of a query under which an answer to it may be kept. */
  Set<QueryKey> queryKeys() {
    return queryKeys.asMap().keySet();
  }

  /** What memory knows of answers to such a request, fresh or not; null for nothing. */
  Kept find(CacheKey key, MultiMap request) {
    Kept kept = memory.find(key, request);
    return kept == null || kept.stored() == null || isUsable(kept.stored()) ? kept : kept.emptied();
  }

  /**
   * Finds what the fleet knows, fresh or not; it may come on any thread.
   *
   * @param expected what answers are thought to vary by
   */
  void findShared(CacheKey key, List<String> expected, MultiMap request, Consumer<Kept> then) {
    begun
        .compose(
            _ ->
                purges.isComplete()
                    ? redis.find(key, expected, request).map(found -> taken(key, found))
                    : Future.succeededFuture(Kept.nothing(expected, request)))
        .onSuccess(then::accept);
  }

  private Kept taken(CacheKey key, Kept found) {
    if (found.stored() == null) {
      return found;
    }
    if (!isUsable(found.stored()) || isDroppedSince(key.uri(), found.stored().life().bornAt())) {
      return found.emptied();
    }
    memory.put(key, found);
    return found;
  }

  private boolean isUsable(Stored stored) {
    return now() < stored.life().keepUntil() && !purges.covers(stored);
  }

  /**
   * Keeps a response.
   *
   * @param askedAt when the backend was asked for it
   * @return false where it is out of date by a write or a purge since
   */
  boolean put(CacheKey key, Kept kept, long askedAt) {
    if (isDroppedSince(key.uri(), askedAt) || purges.covers(kept.stored())) {
      return false;
    }
    memory.put(key, kept);
    redis.put(key, kept);
    return true;
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

  /**
   * Lets the whole fleet serve what a purge covers no more, within a second.
   *
   * @return the purge's epoch; a failure says that the purge holds on this gateway, and on the
   *     others once Redis is back
   */
  public Future<Long> purge(Purge purge) {
    return purges.order(purge);
  }
}
