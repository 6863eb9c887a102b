package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;

/** Passes a backend's answer on to the client as it comes, with back-pressure. */
final class Relay {
  private final ProxyExchange exchange;
  private final HttpClientResponse upstream;
  private final HttpServerResponse response;
  private final Runnable onEnd;
  private ResponseTap.Body tap;
  private long left = -1;

  Relay(ProxyExchange exchange, HttpClientResponse upstream, Runnable onEnd) {
    this.exchange = exchange;
    this.upstream = upstream;
    this.response = exchange.request().response();
    this.onEnd = onEnd;
  }

  void start() {
    tap = exchange.writeHead(upstream.statusCode(), upstream.headers());
    String length = response.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      left = Long.parseLong(length);
    } else if (mayHaveBody()) {
      response.setChunked(true);
    }
    upstream.handler(this::chunk);
    upstream.endHandler(_ -> end());
    upstream.exceptionHandler(_ -> broken());
  }

  private boolean mayHaveBody() {
    int status = upstream.statusCode();
    return exchange.request().method() != HttpMethod.HEAD && status != 204 && status != 304;
  }

  /** The last chunk of a known length goes out together with the end. */
  private void chunk(Buffer chunk) {
    if (tap != null) {
      tap.chunk(chunk);
    }
    left -= chunk.length();
    if (left == 0) {
      exchange.ending().end(chunk);
      return;
    }
    response.write(chunk);
    if (response.writeQueueFull()) {
      upstream.pause();
      response.drainHandler(_ -> upstream.resume());
    }
  }

  private void end() {
    if (tap != null) {
      tap.end();
    }
    onEnd.run();
    if (!response.ended()) {
      exchange.ending().end(Buffer.buffer());
    }
  }

  /** The client must not take half an answer for a whole one. */
  private void broken() {
    if (tap != null) {
      tap.broken();
    }
    onEnd.run();
    exchange.ending().breakOff();
  }

  void cancel() {
    if (tap != null) {
      tap.broken();
    }
    upstream.request().reset();
  }
}
