package dev.apifleet.gateway.backend;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;

/**
 * An answer that Vert.x reads.
 *
 * @param response itself, for what follows an upgrade
 */
public record VertxAnswer(HttpClientResponse response) implements BackendAnswer {
  @Override
  public int status() {
    return response.statusCode();
  }

  @Override
  public MultiMap headers() {
    return response.headers();
  }

  @Override
  public MultiMap trailers() {
    return response.trailers();
  }

  @Override
  public void read(Reader reader) {
    response.handler(reader::chunk);
    response.endHandler(_ -> reader.end());
    response.exceptionHandler(_ -> reader.broken());
    Vertx.currentContext().runOnContext(_ -> reader.settled());
  }

  @Override
  public void pause() {
    response.pause();
  }

  @Override
  public void resume() {
    response.resume();
  }

  @Override
  public void reset() {
    response.request().reset();
  }
}
