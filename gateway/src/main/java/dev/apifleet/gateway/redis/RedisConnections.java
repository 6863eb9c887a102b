package dev.apifleet.gateway.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;

/**
 * How connections to Redis notice that the other end is gone without a word, as when its node is
 * lost: the kernel gives up on unanswered bytes after seconds, and not after a quarter of an hour.
 */
@Singleton
public final class RedisConnections implements RedisOptionsCustomizer {
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final int UNANSWERED_MILLIS = 5_000;

  @Override
  public void customize(String clientName, RedisOptions options) {
    NetClientOptions connection = options.getNetClientOptions();
    connection
        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(UNANSWERED_MILLIS);
  }
}
