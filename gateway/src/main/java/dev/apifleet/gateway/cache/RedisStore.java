package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.redis.RedisGuard;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.gateway.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
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
  private final int mostBytes;
  private final Clock clock;

  /**
   * @param mostBytes longer answers stay in memory alone
   */
  RedisStore(RedisLink link, int mostBytes, Clock clock) {
    this.link = link;
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /** Asks again where answers vary otherwise than expected, since only the answer tells by what. */
  Future<Kept> find(CacheKey key, List<String> expected, MultiMap request) {
    return ask(key, Kept.nothing(expected, request))
        .compose(
            found ->
                found.stored() != null || found.names().equals(expected)
                    ? Future.succeededFuture(found)
                    : ask(key, Kept.nothing(found.names(), request)))
        .otherwise(Kept.nothing(expected, request));
  }

  private Future<Kept> ask(CacheKey key, Kept wanted) {
    return guard
        .call(
            () ->
                get.run(link, name(key.uri()), args -> args.arg(key.rule()).arg(wanted.variant())))
        .map(answer -> found(answer, wanted));
  }

  private Kept found(Response answer, Kept wanted) {
    if (answer.size() == 0 || answer.get(0) == null) {
      return wanted;
    }
    String names = answer.get(0).toString();
    List<String> varyNames = names.isEmpty() ? List.of() : List.of(names.split(","));
    if (answer.size() == 1 || !varyNames.equals(wanted.names())) {
      return new Kept(varyNames, wanted.variant(), null);
    }
    long writtenAt = clock.millis() - answer.get(2).toLong();
    Stored stored = StoredCodec.decode(answer.get(1).toBuffer(), writtenAt);
    return new Kept(varyNames, wanted.variant(), stored);
  }

  void put(CacheKey key, Kept kept) {
    long now = clock.millis();
    if (kept.stored().weight() > mostBytes) {
      return;
    }
    Buffer bytes = StoredCodec.encode(kept.stored(), now);
    guard.call(
        () ->
            put.run(
                link,
                name(key.uri()),
                args ->
                    args.arg(key.rule())
                        .arg(String.join(",", kept.names()))
                        .arg(kept.variant())
                        .arg(bytes)
                        .arg(Math.max(1, kept.stored().life().keepUntil() - now))));
  }

  void drop(String uri) {
    guard.call(() -> drop.run(link, name(uri), args -> args.arg(CHANNEL).arg(uri)));
  }

  private static String name(String uri) {
    return "apifleet:cache:{" + uri + "}";
  }
}
