package dev.apifleet.gateway.protocol;

import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server of WebSockets that sends back every message; it refuses those to /refused. */
final class WebSocketBackend {
  final BlockingQueue<ServerWebSocket> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<HttpServerRequest> handshakes = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
  volatile Handler<ServerWebSocket> behaviour = WebSocketBackend::echo;

  private final EndpointConfig endpoint;

  WebSocketBackend(Vertx vertx, String name) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setWebSocketSubProtocols(List.of("v2.chat", "v1.chat"))
            .setMaxWebSocketFrameSize(16 * 1024 * 1024)
            .setMaxWebSocketMessageSize(16 * 1024 * 1024);
    HttpServer server = vertx.createHttpServer(options).requestHandler(this::shakeHands);
    endpoint =
        new EndpointConfig(
            name, "127.0.0.1", Waiting.on(server.listen(0, "127.0.0.1")).actualPort());
  }

  EndpointConfig endpoint() {
    return endpoint;
  }

  private void shakeHands(HttpServerRequest request) {
    handshakes.add(request);
    if (request.path().equals("/refused")) {
      request.response().setStatusCode(403).end("not you");
      return;
    }
    request
        .toWebSocket()
        .onSuccess(
            socket -> {
              socket.closeHandler(_ -> closed.add(code(socket)));
              behaviour.handle(socket);
              opened.add(socket);
            });
  }

  private static int code(ServerWebSocket socket) {
    return socket.closeStatusCode() == null ? 0 : socket.closeStatusCode();
  }

  private static void echo(ServerWebSocket socket) {
    socket.textMessageHandler(socket::writeTextMessage);
    socket.binaryMessageHandler(socket::writeBinaryMessage);
  }
}
