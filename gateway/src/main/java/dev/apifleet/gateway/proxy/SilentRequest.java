package dev.apifleet.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;

/**
 * A request without a body that is asked once more when its client has its answer: nothing that is
 * done to it reaches the client.
 */
final class SilentRequest extends HttpServerRequestWrapper {
  private final HttpServerResponse response = new SilentResponse();

  SilentRequest(HttpServerRequest asked) {
    super((HttpServerRequestInternal) asked);
  }

  @Override
  public HttpServerResponse response() {
    return response;
  }

  @Override
  public HttpServerRequest exceptionHandler(Handler<Throwable> handler) {
    return this;
  }

  @Override
  public HttpServerRequest endHandler(Handler<Void> handler) {
    return this;
  }

  @Override
  public HttpServerRequest pause() {
    return this;
  }

  @Override
  public HttpServerRequest resume() {
    return this;
  }
}
