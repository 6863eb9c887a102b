package dev.apifleet.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Clients that connect, show that they are served, and then keep still. */
final class Clients {
  private static final int AT_ONCE = 200;
  private static final int PATIENCE_SECONDS = 60;

  private final SocketAddress server;
  private final NetClient tcp;
  private final WebSocketClient webSockets;
  private final List<Object> kept = new ArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();

  Clients(Vertx vertx, SocketAddress server) {
    this.server = server;
    this.tcp = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    this.webSockets =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(100_000));
  }

  /** Opens so many connections; each has its first request answered. */
  void openIdle(int count, Buffer request) {
    open(
        count,
        _ ->
            tcp.connect(server)
                .map(
                    socket -> {
                      KeptConnection connection = new KeptConnection(socket);
                      connection.ask(request, status -> count(status != 200));
                      return connection;
                    }));
  }

  /** Opens so many WebSockets. */
  void openWebSockets(int count, String path) {
    open(
        count,
        _ ->
            webSockets
                .connect(server.port(), server.host(), path)
                .map(
                    socket -> {
                      ((WebSocket) socket).closeHandler(_ -> count(true));
                      return socket;
                    }));
  }

  private void count(boolean bad) {
    if (bad) {
      lost.incrementAndGet();
    }
  }

  private void open(int count, IntFunction<Future<?>> opening) {
    for (int done = 0; done < count; done += AT_ONCE) {
      List<? extends Future<?>> some =
          IntStream.range(done, Math.min(count, done + AT_ONCE)).mapToObj(opening).toList();
      Future.all(some)
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
      some.forEach(one -> kept.add(one.result()));
    }
  }

  /** Connections that were not served, or were closed since. */
  long lost() {
    return lost.get()
        + kept.stream()
            .filter(one -> one instanceof KeptConnection connection && connection.isClosed())
            .count();
  }
}
