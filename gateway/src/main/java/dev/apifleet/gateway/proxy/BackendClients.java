package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.transport.BackendTransport;
import dev.apifleet.gateway.transport.KeyRing;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.Map;

/**
 * A lane's HTTP clients, one for each way in which pools want their endpoints spoken with. One that
 * nobody uses any more is closed. Confined to one event loop.
 */
public final class BackendClients {
  private static final long SWEEP_MILLIS = 10_000;

  private final Map<ConnectionsConfig, Client> clients = new HashMap<>();
  private final Vertx vertx;
  private final BackendTransport transport;
  private final int share;
  private final Flushes flushes;
  private final long sweepMillis;
  private boolean sweeps;

  /**
   * Begins with none.
   *
   * @param share how many lanes share the limits of a pool
   * @param flushes those of the lane
   */
  public BackendClients(Vertx vertx, KeyRing keys, int share, Flushes flushes) {
    this(vertx, keys, share, flushes, SWEEP_MILLIS);
  }

  BackendClients(Vertx vertx, KeyRing keys, int share, Flushes flushes, long sweepMillis) {
    this.vertx = vertx;
    this.transport = new BackendTransport(keys);
    this.share = share;
    this.flushes = flushes;
    this.sweepMillis = sweepMillis;
  }

  /** The client for endpoints that are spoken with in this way. */
  public HttpClient of(ConnectionsConfig connections) {
    Client client = clients.get(connections);
    if (client == null) {
      client = new Client(transport.client(vertx, connections, share));
      clients.put(connections, client);
      sweepSometimes();
    }
    client.idleSweeps = 0;
    return client.http;
  }

  /** On the event loop of the first caller, which is that of all. */
  private void sweepSometimes() {
    if (!sweeps) {
      sweeps = true;
      vertx.setPeriodic(sweepMillis, _ -> sweep());
    }
  }

  private void sweep() {
    clients.entrySet().removeIf(entry -> entry.getValue().isLeft(patience(entry.getKey())));
  }

  /** So many sweeps without use that no connection can be on its way any more. */
  private long patience(ConnectionsConfig connections) {
    return 2 + 2 * connections.connectTimeoutMillis() / sweepMillis;
  }

  private final class Client {
    private final HttpClient http;
    private int connections;
    private long idleSweeps;

    private Client(HttpClient http) {
      this.http = http;
      http.connectionHandler(this::opened);
    }

    /** Also what became a WebSocket, of whose end Vert.x does not tell here. */
    private void opened(HttpConnection connection) {
      connections++;
      Channel channel = ((ConnectionBase) connection).channel();
      flushes.join(channel.pipeline());
      Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
      if (http2 != null) {
        http2.connection().addListener(new LateAnswers(connection));
      }
      channel.closeFuture().addListener(_ -> connections--);
    }

    private boolean isLeft(long patience) {
      idleSweeps++;
      if (connections > 0 || idleSweeps < patience) {
        return false;
      }
      http.close();
      return true;
    }
  }
}
