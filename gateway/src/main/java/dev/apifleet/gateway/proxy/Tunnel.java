package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.ResponseTap;
import dev.apifleet.gateway.pool.Pool;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.Http1xClientConnection;
import io.vertx.core.net.NetSocket;

/**
 * A WebSocket that both sides have agreed on: bytes that pass both ways as they are, so that
 * subprotocols and extensions are theirs alone, with back-pressure.
 */
final class Tunnel implements Passing {
  /** For the other side to answer a goodbye. */
  static final long GOODBYE_MILLIS = 1_000;

  /** For a slow client to take what a backend has left behind. */
  private static final long REST_MILLIS = 25_000;

  /** Codes of Close frames (RFC 6455, 7.4.1, and IANA's registry): who says it leaves... */
  private static final short GOING_AWAY = 1001;

  /** ...and who says that the other has, and that another one is there. */
  private static final short SERVICE_RESTART = 1012;

  private final ProxyExchange exchange;
  private final HttpClientResponse upstream;
  private final Pool pool;
  private final long idleMillis;
  private final Runnable onEnd;
  private ResponseTap.Body tap;
  private NetSocket backend;
  private NetSocket client;
  private TunnelFlow toClient;
  private TunnelFlow toBackend;
  private IdleWatch watch;
  private boolean over;

  /**
   * A tunnel that has not begun.
   *
   * @param idleMillis how long both sides may be silent; 0 for ever
   */
  Tunnel(
      ProxyExchange exchange,
      HttpClientResponse upstream,
      Pool pool,
      long idleMillis,
      Runnable onEnd) {
    this.exchange = exchange;
    this.upstream = upstream;
    this.pool = pool;
    this.idleMillis = idleMillis;
    this.onEnd = onEnd;
  }

  /** Vert.x's own socket of an upgraded request never tells that what was written has gone. */
  @Override
  public void start() {
    HttpServerResponse response = exchange.request().response();
    tap = exchange.answering().passHead(upstream.statusCode(), upstream.headers());
    Upgrade.writeTo(response.headers());
    backend = ((Http1xClientConnection) upstream.request().connection()).toNetSocket();
    backend.pause();
    exchange.duties().becameTunnel();
    pool.tunnels().increment();
    exchange
        .request()
        .toNetSocket()
        .onComplete(socket -> join(socket.succeeded() ? socket.result() : null));
  }

  private void join(NetSocket socket) {
    client = socket;
    if (client == null) {
      backend.close();
      end();
      return;
    }
    toClient = new TunnelFlow(backend, client, false);
    toBackend = new TunnelFlow(client, backend, true);
    watch =
        new IdleWatch(
            lane().timers(), idleMillis, () -> toClient.passed() + toBackend.passed(), this::leave);
    client.exceptionHandler(_ -> {}).closeHandler(_ -> end());
    backend.exceptionHandler(_ -> {});
    toClient.start(this::backendLeft);
    toBackend.start(backend::end);
    watch.start();
    exchange.front().tunnels().add(this);
  }

  /** Nothing has passed for long: nothing is waited for. */
  @Override
  public void leave() {
    leave(GOODBYE_MILLIS, GOODBYE_MILLIS);
  }

  /**
   * Tells both sides to go elsewhere, and closes soon after they were told.
   *
   * @param goodbyeMillis for their answers
   * @param mostMillis for all, as where a frame under way does not end
   */
  void leave(long goodbyeMillis, long mostMillis) {
    Future.join(toClient.leave(GOING_AWAY), toBackend.leave(GOING_AWAY))
        .onComplete(_ -> lane().timers().setTimer(goodbyeMillis, _ -> close()));
    lane().timers().setTimer(mostMillis, _ -> close());
  }

  /** Its pod may be gone without a word: then the client is told to come back to another one. */
  private void backendLeft() {
    toClient.leave(SERVICE_RESTART);
    client.write(Buffer.buffer()).onComplete(_ -> closeClient());
    lane().timers().setTimer(REST_MILLIS, _ -> client.close());
  }

  private void close() {
    closeClient();
    backend.close();
  }

  /** What it still sends must not be answered with a reset, which could overtake the goodbye. */
  private void closeClient() {
    if (!over) {
      ClientConnections.leave(exchange.request().connection());
    }
  }

  private Lane lane() {
    return exchange.front().lane();
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    if (watch != null) {
      watch.stop();
      backend.close();
    }
    if (tap != null) {
      tap.end();
    }
    pool.tunnels().decrement();
    onEnd.run();
    exchange.front().tunnelClosed(this, exchange);
  }

  @Override
  public void cancel() {
    backend.close();
    end();
  }
}
