package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;

/** Passes a backend's answer on to the client as it comes, with back-pressure. */
final class Relay implements Passing {
  private final ProxyExchange exchange;
  private final HttpClientResponse upstream;
  private final HttpServerResponse response;
  private final Vertx timers;
  private final IdleWatch watch;
  private final Runnable onEnd;
  private ResponseTap.Body tap;
  private long left = -1;
  private long passed;
  private boolean over;

  /**
   * A relay that has not begun.
   *
   * @param idleMillis how long neither side may be silent; 0 for ever
   */
  Relay(ProxyExchange exchange, HttpClientResponse upstream, long idleMillis, Runnable onEnd) {
    this.exchange = exchange;
    this.upstream = upstream;
    this.response = exchange.request().response();
    this.timers = exchange.front().lane().timers();
    this.watch =
        new IdleWatch(timers, idleMillis, () -> passed + exchange.body().received(), this::idle);
    this.onEnd = onEnd;
  }

  @Override
  public void start() {
    tap = exchange.answering().passHead(upstream.statusCode(), upstream.headers());
    String length = response.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      left = Long.parseLong(length);
    } else if (mayHaveBody()) {
      response.setChunked(true);
      exchange.answering().ending().lengthUnknown();
    }
    upstream.handler(this::chunk);
    upstream.endHandler(_ -> end());
    upstream.exceptionHandler(_ -> broken());
    timers.runOnContext(_ -> settle());
  }

  private boolean mayHaveBody() {
    int status = upstream.statusCode();
    return exchange.request().method() != HttpMethod.HEAD && status != 204 && status != 304;
  }

  /**
   * An answer that is not whole after all that came with its head may take long: its head goes out
   * without waiting for more, and its silence is watched.
   */
  private void settle() {
    if (!over) {
      exchange.answering().ending().flushHead();
      watch.start();
    }
  }

  /** The last chunk of a known length goes out together with the end. */
  private void chunk(Buffer chunk) {
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

  private void end() {
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
    over = true;
    watch.stop();
    onEnd.run();
  }

  private void idle() {
    upstream.request().reset();
    broken();
  }

  /** The client must not take half an answer for a whole one. */
  private void broken() {
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
    over = true;
    watch.stop();
    if (tap != null) {
      tap.broken();
    }
    exchange.answering().ending().close();
    upstream.request().reset();
  }
}
