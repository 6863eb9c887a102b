package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.backend.BackendAnswer;
import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;

/** Passes a backend's answer on to the client as it comes, with back-pressure. */
final class Relay implements Passing, BackendAnswer.Reader {
  private final ProxyExchange exchange;
  private final BackendAnswer upstream;
  private final HttpServerResponse response;
  private final long idleMillis;
  private final Runnable onEnd;
  private IdleWatch watch;
  private ResponseTap.Body tap;
  private long left = -1;
  private long passed;
  private boolean over;

  /**
   * A relay that has not begun.
   *
   * @param idleMillis how long neither side may be silent; 0 for ever
   */
  Relay(ProxyExchange exchange, BackendAnswer upstream, long idleMillis, Runnable onEnd) {
    this.exchange = exchange;
    this.upstream = upstream;
    this.response = exchange.request().response();
    this.idleMillis = idleMillis;
    this.onEnd = onEnd;
  }

  @Override
  public void start() {
    tap = exchange.answering().passHead(upstream.status(), upstream.headers());
    String length = response.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      left = Long.parseLong(length);
    } else if (mayHaveBody()) {
      response.setChunked(true);
      exchange.answering().ending().lengthUnknown();
    }
    upstream.read(this);
  }

  private boolean mayHaveBody() {
    int status = upstream.status();
    return exchange.request().method() != HttpMethod.HEAD && status != 204 && status != 304;
  }

  /**
   * An answer that is not whole after all that came with its head may take long: its head goes out
   * without waiting for more, and its silence is watched.
   */
  @Override
  public void settled() {
    if (!over) {
      exchange.answering().ending().flushHead();
      watch =
          new IdleWatch(
              exchange.front().lane().timers(),
              idleMillis,
              () -> passed + exchange.body().received(),
              this::idle);
      watch.start();
    }
  }

  /** The last chunk of a known length goes out together with the end. */
  @Override
  public void chunk(Buffer chunk) {
    if (tap != null) {
      tap.chunk(chunk);
    }
    passed += chunk.length();
    left -= chunk.length();
    if (left == 0) {
      exchange.answering().ending().end(chunk);
      return;
    }
    exchange.answering().ending().write(chunk);
    if (response.writeQueueFull()) {
      upstream.pause();
      response.drainHandler(_ -> upstream.resume());
    }
  }

  @Override
  public void end() {
    if (tap != null) {
      tap.end();
    }
    stop();
    if (!response.ended()) {
      MultiMap trailers = upstream.trailers();
      if (!trailers.isEmpty()) {
        exchange.answering().ending().trailers(trailers);
      }
      exchange.answering().ending().end(Buffer.buffer());
    }
  }

  private void stop() {
    rest();
    onEnd.run();
  }

  private void rest() {
    over = true;
    if (watch != null) {
      watch.stop();
    }
  }

  private void idle() {
    upstream.reset();
    broken();
  }

  /** The client must not take half an answer for a whole one. */
  @Override
  public void broken() {
    if (over) {
      return;
    }
    if (tap != null) {
      tap.broken();
    }
    stop();
    exchange.answering().ending().breakOff();
  }

  @Override
  public void cancel() {
    rest();
    if (tap != null) {
      tap.broken();
    }
    exchange.answering().ending().close();
    upstream.reset();
  }

  /** What was passed on is all; a call of gRPC says that it is not, and may be repeated. */
  @Override
  public void leave() {
    if (over) {
      return;
    }
    if (tap != null) {
      tap.broken();
    }
    upstream.reset();
    stop();
    if (Grpc.isSpokenBy(exchange.request())) {
      exchange.answering().ending().trailers(Grpc.trailers(Problems.LEAVING));
    }
    exchange.answering().ending().end(Buffer.buffer());
  }
}
