package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.ResponseTap;
import dev.apifleet.gateway.pool.Pool;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.Http1xClientConnection;
import io.vertx.core.net.NetSocket;

/**
 * A WebSocket that both sides have agreed on: bytes that pass both ways as they are, so that
 * subprotocols and extensions are theirs alone, with back-pressure.
 */
final class Tunnel implements Passing {
  private static final long GOODBYE_MILLIS = 1_000;

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
            exchange.front().lane().timers(),
            idleMillis,
            () -> toClient.passed() + toBackend.passed(),
            this::close);
    client.exceptionHandler(_ -> {}).closeHandler(_ -> end());
    backend.exceptionHandler(_ -> {});
    toClient.start();
    toBackend.start();
    watch.start();
    exchange.front().tunnels().add(this);
  }

  private void close() {
    client.close();
    backend.close();
  }

  /** Tells both sides to go elsewhere, and closes soon after. */
  void leave() {
    toClient.leave();
    toBackend.leave();
    exchange.front().lane().timers().setTimer(GOODBYE_MILLIS, _ -> close());
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
