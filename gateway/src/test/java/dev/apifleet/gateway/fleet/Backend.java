package dev.apifleet.gateway.fleet;

import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on this machine that a gateway forwards to. */
public final class Backend {
  public final String name;
  public final AtomicInteger requests = new AtomicInteger();
  public volatile Handler<HttpServerRequest> behaviour;

  private final Vertx vertx;
  private HttpServer server;
  private int port;

  /** Answers every request with its own name. */
  public Backend(Vertx vertx, String name) {
    this.vertx = vertx;
    this.name = name;
    this.behaviour = request -> request.response().end(name);
    start();
  }

  /** Listens, after a kill on the same port as before. */
  public void start() {
    server = vertx.createHttpServer();
    server.requestHandler(
        request -> {
          requests.incrementAndGet();
          behaviour.handle(request);
        });
    port = Waiting.on(server.listen(port, "127.0.0.1")).actualPort();
  }

  /** Breaks all connections and refuses new ones. */
  public void kill() {
    Waiting.on(server.close());
  }

  public EndpointConfig endpoint() {
    return new EndpointConfig(name, "127.0.0.1", port);
  }
}
