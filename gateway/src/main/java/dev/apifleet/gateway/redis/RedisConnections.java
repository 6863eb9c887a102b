package dev.apifleet.gateway.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;

/**
 * How connections to Redis are kept. They notice that the other end is gone without a word, as when
 * its node is lost: the kernel gives up on unanswered bytes after seconds, and not after a quarter
 * of an hour. Each part of the gateway keeps one of its own, and while one hangs makes more.
 */
@Singleton
public final class RedisConnections implements RedisOptionsCustomizer {
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final int UNANSWERED_MILLIS = 5_000;
  private static final int MOST_CONNECTIONS = 32;

  @Override
  public void customize(String clientName, RedisOptions options) {
    options.setMaxPoolSize(Math.max(MOST_CONNECTIONS, options.getMaxPoolSize()));
    options.setMaxPoolWaiting(Math.max(MOST_CONNECTIONS, options.getMaxPoolWaiting()));
    NetClientOptions connection = options.getNetClientOptions();
    connection
        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(UNANSWERED_MILLIS);
  }
}
