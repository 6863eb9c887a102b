package dev.apifleet.gateway.limit.manage;

import dev.apifleet.gateway.limit.RateLimiters;
import dev.apifleet.gateway.limit.count.Counter;
import dev.apifleet.gateway.redis.RedisChannel;
import dev.apifleet.gateway.redis.RedisGuard;
import dev.apifleet.gateway.redis.RedisLink;
import dev.apifleet.gateway.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells all gateways of counters that people have reset or refunded, so that none goes on by what
 * it held or knew of them. Whoever has not listened for a while reads the last hour's notices, of
 * which a bounded number is kept.
 */
public final class CounterNotices {
  static final String CHANNEL = "apifleet:limit:notices";
  private static final String LIST = "apifleet:limit:{notices}";
  private static final int MOST = 1_000;
  private static final String RESET = "reset";
  private static final String REFUND = "refund";
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final RedisScript script = RedisScript.beside(CounterNotices.class, "notice.lua");
  private final RedisGuard guard = new RedisGuard("notices of counters", TIMEOUT);
  private final Vertx vertx;
  private final Redis redis;
  private final RedisLink link;
  private final RateLimiters limiters;

  public CounterNotices(Vertx vertx, Redis redis, RateLimiters limiters) {
    this.vertx = vertx;
    this.redis = redis;
    this.link = new RedisLink(redis);
    this.limiters = limiters;
  }

  /** Begins to listen to the other gateways. */
  public CounterNotices listen() {
    new RedisChannel(vertx, redis, CHANNEL, this::heard, this::readMissed).listen();
    return this;
  }

  Future<Void> tellReset(List<Counter> counters) {
    return tell(RESET, counters);
  }

  Future<Void> tellRefund(List<Counter> counters) {
    return tell(REFUND, counters);
  }

  /** This gateway knows at once, the others as soon as they hear. */
  private Future<Void> tell(String what, List<Counter> counters) {
    String notice =
        counters.stream().map(Counter::key).collect(Collectors.joining("\n", what + "\n", ""));
    heard(notice);
    return guard
        .call(() -> script.run(link, LIST, args -> args.arg(CHANNEL).arg(notice).arg(MOST)))
        .mapEmpty();
  }

  /** It is looked for among all accounts, which is no work for an event loop. */
  private void heard(String notice) {
    List<String> parts = Arrays.asList(notice.split("\n"));
    Set<String> counters = Set.copyOf(parts.subList(1, parts.size()));
    vertx.executeBlocking(
        () -> {
          if (parts.getFirst().equals(REFUND)) {
            limiters.reconsider(counters);
          } else {
            limiters.forget(counters);
          }
          return null;
        });
  }

  private void readMissed() {
    guard
        .call(() -> link.send(Request.cmd(Command.LRANGE).arg(LIST).arg(0).arg(-1)))
        .onSuccess(notices -> notices.forEach((Response notice) -> heard(notice.toString())));
  }
}
