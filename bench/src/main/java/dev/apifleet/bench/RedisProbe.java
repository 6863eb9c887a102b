package dev.apifleet.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into a Redis, beside those who are measured. */
public final class RedisProbe {
  private static final Pattern CALLS =
      Pattern.compile("cmdstat_(?:evalsha|eval|fcall):calls=(\\d+)");
  private static final Pattern VERSION = Pattern.compile("redis_version:(\\S+)");

  private final Redis redis;

  public RedisProbe(Vertx vertx, RedisServer server) {
    redis = Redis.createClient(vertx, server.uri());
  }

  /** How many scripts clients have called so far. */
  public long scriptCalls() {
    return CALLS
        .matcher(info("commandstats"))
        .results()
        .mapToLong(calls -> Long.parseLong(calls.group(1)))
        .sum();
  }

  public String version() {
    Matcher version = VERSION.matcher(info("server"));
    return version.find() ? version.group(1) : "unknown";
  }

  /** Forgets all keys; scripts stay. */
  public void forget() {
    await(redis.send(Request.cmd(Command.FLUSHDB)));
  }

  private String info(String section) {
    return await(redis.send(Request.cmd(Command.INFO).arg(section))).toString();
  }

  private static Response await(Future<Response> answer) {
    return answer.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
