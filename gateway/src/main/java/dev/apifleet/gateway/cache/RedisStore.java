package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.redis.RedisGuard;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.gateway.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Responses that all gateways share, one Redis hash per URI. Whatever fails here is a miss. */
final class RedisStore {
  static final String CHANNEL = "apifleet:cache:dropped";

  private static final Duration TIMEOUT = Duration.ofMillis(100);

  private final RedisScript get = RedisScript.beside(RedisStore.class, "cache-get.lua");
  private final RedisScript put = RedisScript.beside(RedisStore.class, "cache-put.lua");
  private final RedisScript drop = RedisScript.beside(RedisStore.class, "cache-drop.lua");
  private final RedisLink link;
  private final RedisGuard guard = new RedisGuard("response cache", TIMEOUT);
  private final Clock clock;

  RedisStore(Redis redis, Clock clock) {
    this.link = new RedisLink(redis);
    this.clock = clock;
  }

  /** What was found: an answer, or else the headers that choose among the rule's answers. */
  record Found(List<String> varyNames, String variant, Stored stored) {
    static final Found NOTHING = new Found(List.of(), "", null);
  }

  /** Two questions where answers vary, since only the first tells by what. */
  Future<Found> find(CacheKey key, MultiMap request) {
    return ask(key, List.of(), "")
        .compose(
            found -> {
              String variant = CacheKey.variant(found.varyNames(), request);
              return found.varyNames().isEmpty()
                  ? Future.succeededFuture(found)
                  : ask(key, found.varyNames(), variant);
            })
        .otherwise(Found.NOTHING);
  }

  private Future<Found> ask(CacheKey key, List<String> varyNames, String variant) {
    return guard
        .call(() -> get.run(link, name(key.uri()), args -> args.arg(key.rule()).arg(variant)))
        .map(answer -> found(answer, varyNames, variant));
  }

  private Found found(Response answer, List<String> asked, String variant) {
    if (answer.size() == 0 || answer.get(0) == null) {
      return Found.NOTHING;
    }
    String names = answer.get(0).toString();
    List<String> varyNames = names.isEmpty() ? List.of() : List.of(names.split(","));
    if (answer.size() == 1 || !varyNames.equals(asked)) {
      return new Found(varyNames, variant, null);
    }
    long writtenAt = clock.millis() - answer.get(2).toLong();
    return new Found(varyNames, variant, StoredCodec.decode(answer.get(1).toBuffer(), writtenAt));
  }

  void put(CacheKey key, List<String> varyNames, String variant, Stored stored) {
    long now = clock.millis();
    guard.call(
        () ->
            put.run(
                link,
                name(key.uri()),
                args ->
                    args.arg(key.rule())
                        .arg(String.join(",", varyNames))
                        .arg(variant)
                        .arg(StoredCodec.encode(stored, now))
                        .arg(stored.freshUntil() - now)));
  }

  void drop(String uri) {
    guard.call(() -> drop.run(link, name(uri), args -> args.arg(CHANNEL).arg(uri)));
  }

  private static String name(String uri) {
    return "apifleet:cache:{" + uri + "}";
  }
}
