package dev.apifleet.gateway.transport;

import dev.apifleet.snapshot.PoolConfig.BackendTls;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes clients that speak with endpoints as their pool wants. */
public final class BackendTransport {
  /** Streams on one HTTP/2 connection; further ones open the next. */
  private static final int STREAMS = 100;

  /**
   * So large that no stream's reader, however slow, holds up the others of its connection: 100
   * streams of 64 KiB are 6.25 MiB.
   */
  private static final int CONNECTION_WINDOW = 8 * 1024 * 1024;

  private final KeyRing keys;

  public BackendTransport(KeyRing keys) {
    this.keys = keys;
  }

  /**
   * A client for one of several event loops.
   *
   * @param share how many event loops have such a client; each takes its share of the limits
   */
  public HttpClient client(Vertx vertx, ConnectionsConfig connections, int share) {
    int most = Math.ceilDiv(connections.maxPerEndpoint(), share);
    return vertx.createHttpClient(
        options(connections),
        new PoolOptions()
            .setHttp1MaxSize(most)
            .setHttp2MaxSize(most)
            .setMaxWaitQueueSize(Math.ceilDiv(connections.maxWaiting(), share)));
  }

  private HttpClientOptions options(ConnectionsConfig connections) {
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
    if (connections.tls() != null) {
      secure(options, connections);
    }
    return options;
  }

  private void secure(HttpClientOptions options, ConnectionsConfig connections) {
    keys.backend(connections.tls()).secure(options);
    options
        .setUseAlpn(connections.http2())
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setSslHandshakeTimeout(connections.connectTimeoutMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /** The name by which an endpoint is asked for its certificate. */
  public static String peerName(String address, BackendTls tls) {
    return tls == null || tls.serverName() == null ? address : tls.serverName();
  }
}
