package dev.apifleet.gateway.backend;

import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/** A request that Vert.x sends: in HTTP/2, over TLS, or that asks for an upgrade. */
public final class VertxStream implements BackendStream {
  private final HttpClientRequest request;
  private final boolean upgrade;

  private VertxStream(HttpClientRequest request, boolean upgrade) {
    this.request = request;
    this.upgrade = upgrade;
  }

  /**
   * Asks for a connection.
   *
   * @param upgrade whether the connection is to change its protocol with the answer
   */
  public static void open(
      HttpClient client, RequestOptions options, boolean upgrade, StreamListener listener) {
    client
        .request(options)
        .onComplete(
            connection -> {
              if (connection.succeeded()) {
                opened(connection.result(), upgrade, listener);
              } else {
                listener.failed(connection.cause());
              }
            });
  }

  private static void opened(HttpClientRequest request, boolean upgrade, StreamListener listener) {
    request.exceptionHandler(listener::failed);
    request.earlyHintsHandler(listener::earlyHints);
    request.response().onComplete(response -> responded(response, listener));
    listener.opened(new VertxStream(request, upgrade));
  }

  private static void responded(AsyncResult<HttpClientResponse> response, StreamListener listener) {
    if (response.succeeded()) {
      listener.answered(new VertxAnswer(response.result()));
    } else {
      listener.failed(response.cause());
    }
  }

  /** The request itself, for what differs in HTTP/2. */
  public HttpClientRequest request() {
    return request;
  }

  @Override
  public MultiMap headers() {
    return request.headers();
  }

  @Override
  public void sendHead() {
    request.setChunked(true).sendHead();
  }

  @Override
  public void write(Buffer part) {
    request.write(part);
  }

  @Override
  public void end() {
    if (upgrade) {
      request.connect();
    } else {
      request.end();
    }
  }

  @Override
  public boolean isFull() {
    return request.writeQueueFull();
  }

  @Override
  public void onDrain(Runnable then) {
    request.drainHandler(_ -> then.run());
  }

  @Override
  public void reset() {
    request.reset();
  }
}
