package dev.apifleet.gateway.proxy;

import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A lane's HTTP clients, one for each way in which pools want their endpoints spoken with. Confined
 * to one event loop.
 */
public final class BackendClients {
  /** Streams on one HTTP/2 connection; further ones open the next. */
  private static final int STREAMS = 100;

  /**
   * So large that no stream's reader, however slow, holds up the others of its connection: 100
   * streams of 64 KiB are 6.25 MiB.
   */
  private static final int CONNECTION_WINDOW = 8 * 1024 * 1024;

  private final Map<ConnectionsConfig, HttpClient> clients = new HashMap<>();
  private final Vertx vertx;

  public BackendClients(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The client for endpoints that are spoken with in this way. */
  public HttpClient of(ConnectionsConfig connections) {
    return clients.computeIfAbsent(connections, this::create);
  }

  private HttpClient create(ConnectionsConfig connections) {
    int idleSeconds =
        Math.max(1, (int) TimeUnit.MILLISECONDS.toSeconds(connections.idleTimeoutMillis()));
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) connections.connectTimeoutMillis())
            .setKeepAliveTimeout(idleSeconds)
            .setHttp2KeepAliveTimeout(idleSeconds)
            .setHttp2MultiplexingLimit(STREAMS)
            .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
            .setTcpNoDelay(true);
    if (connections.http2()) {
      options.setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
    }
    return vertx.createHttpClient(
        options,
        new PoolOptions()
            .setHttp1MaxSize(connections.maxPerEndpoint())
            .setHttp2MaxSize(connections.maxPerEndpoint())
            .setMaxWaitQueueSize(connections.maxWaiting()));
  }
}
