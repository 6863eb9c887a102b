package dev.apifleet.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Queue;

/** A service that takes its time for each request, and serves few at once; others wait in turn. */
final class SlowBackend {
  static final int AT_ONCE = 16;
  static final int MILLIS = 10;

  private final Vertx vertx;
  private final Queue<HttpServerRequest> waiting = new ArrayDeque<>();
  private int underWay;

  private SlowBackend(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Serves until Vert.x is closed; returns its port. */
  static int listen(Vertx vertx) {
    SlowBackend backend = new SlowBackend(vertx);
    return vertx
        .createHttpServer()
        .requestHandler(backend::take)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private void take(HttpServerRequest request) {
    waiting.add(request);
    serveNext();
  }

  private void serveNext() {
    if (underWay < AT_ONCE && !waiting.isEmpty()) {
      underWay++;
      HttpServerRequest request = waiting.remove();
      vertx.setTimer(MILLIS, _ -> served(request));
    }
  }

  private void served(HttpServerRequest request) {
    request.response().end("served");
    underWay--;
    serveNext();
  }
}
