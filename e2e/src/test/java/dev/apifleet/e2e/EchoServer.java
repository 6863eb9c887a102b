package dev.apifleet.e2e;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** A WebSocket server that says what it is told, on all addresses of this machine. */
final class EchoServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server =
      vertx
          .createHttpServer()
          .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
          .listen(0, "0.0.0.0")
          .toCompletionStage()
          .toCompletableFuture()
          .join();

  int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
