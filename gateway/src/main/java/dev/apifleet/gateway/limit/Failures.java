package dev.apifleet.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.apifleet.gateway.redis.RedisGuard;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.gateway.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;

/**
 * How often clients have failed, in windows that begin with the first failure: over all gateways,
 * and while Redis is away by what this gateway knows. Bounded in number: the least used are
 * forgotten first, in Redis when their window ends.
 */
public final class Failures {
  private static final int MAXIMUM_KEYS = 50_000;
  private static final long LOOK = 0;

  /** Long enough for a pause of a busy pod, which must not pass for a lost Redis. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private record Window(long count, long endsAt) {}

  private final RedisScript script = RedisScript.beside(Failures.class, "failures.lua");
  private final Cache<String, Window> known =
      Caffeine.newBuilder().maximumSize(MAXIMUM_KEYS).build();
  private final RedisLink link;
  private final RedisGuard guard = new RedisGuard("failures", TIMEOUT);
  private final Clock clock;

  public Failures(Redis redis, Clock clock) {
    this.link = new RedisLink(redis);
    this.clock = clock;
  }

  /** Milliseconds until a client may try again, 0 for at once; may complete on any thread. */
  public Future<Long> waitMillis(String client, long limit) {
    return ask(client, LOOK)
        .map(answer -> count(answer) < limit ? 0 : Math.max(1, remaining(answer)))
        .otherwise(_ -> knownWaitMillis(client, limit));
  }

  /** The same by what this gateway knows of its own failures and what it was told when counting. */
  public long knownWaitMillis(String client, long limit) {
    Window window = known.getIfPresent(client);
    return window == null || window.count() < limit
        ? 0
        : Math.max(0, window.endsAt() - clock.millis());
  }

  /** Counts one more. */
  public void count(String client, long windowMillis) {
    known.asMap().compute(client, (_, window) -> counted(window, windowMillis));
    ask(client, windowMillis).onSuccess(answer -> learn(client, answer));
  }

  private Window counted(Window window, long windowMillis) {
    long now = clock.millis();
    return window == null || window.endsAt() <= now
        ? new Window(1, now + windowMillis)
        : new Window(window.count() + 1, window.endsAt());
  }

  private void learn(String client, Response answer) {
    Window told = new Window(count(answer), clock.millis() + remaining(answer));
    known.asMap().merge(client, told, (own, _) -> own.count() > told.count() ? own : told);
  }

  private Future<Response> ask(String client, long windowMillis) {
    String key = "apifleet:failures:{" + CounterKey.hash(client) + "}";
    return guard.call(() -> script.run(link, key, args -> args.arg(windowMillis)));
  }

  private static long count(Response answer) {
    return answer.get(0).toLong();
  }

  private static long remaining(Response answer) {
    return answer.get(1).toLong();
  }
}
