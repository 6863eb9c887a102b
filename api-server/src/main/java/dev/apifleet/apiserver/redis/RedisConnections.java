package dev.apifleet.apiserver.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Connections to Redis of one's own, for who subscribes or must know when one is lost. */
public final class RedisConnections {

  private RedisConnections() {}

  /**
   * One that came in time. A Redis that hangs gives those that were asked for all at once when it
   * goes on: what nobody waits for any longer is closed, or it would keep its place in the pool for
   * ever.
   */
  public static Future<RedisConnection> open(Redis redis, Duration patience) {
    Future<RedisConnection> asked = redis.connect();
    return asked
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(late -> asked.onSuccess(RedisConnection::close));
  }
}
