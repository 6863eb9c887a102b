package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.pool.Permit;
import dev.apifleet.gateway.pool.Pool;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * A copy of a request for another pool, taken when a filter asks for it and sent once the body is
 * there. It is tried once, its answer is dropped, and nothing that befalls it is known to the
 * request that it is a copy of.
 */
final class Copy {
  private static final long MOST_MILLIS = 10_000;

  private final ProxyExchange exchange;
  private final Lane lane;
  private final Pool pool;
  private final HttpMethod method;
  private final String uri;
  private final MultiMap headers;
  private final Alarm patience;
  private Buffer body;
  private Permit permit;
  private HttpClientRequest upstream;
  private long began;
  private boolean reported;
  private boolean over;

  private Copy(ProxyExchange exchange, Pool pool, MultiMap headers) {
    this.exchange = exchange;
    this.lane = exchange.front().lane();
    this.pool = pool;
    this.method = exchange.request().method();
    this.uri = BackendRequest.uri(exchange);
    this.headers = headers;
    this.patience = new Alarm(lane.clock());
  }

  /** The request as a backend would get it now. */
  static Copy of(ProxyExchange exchange, Pool pool) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    BackendRequest.writeHeaders(exchange, headers);
    return new Copy(exchange, pool, headers);
  }

  void send(Buffer whole) {
    if (!lane.copies().begin()) {
      pool.lostCopies().increment();
      return;
    }
    began = lane.now();
    if (pool.choose(List.of(), exchange.asked(), began) instanceof Permit chosen) {
      permit = chosen;
      body = whole;
      pool.load().begin(began);
      patience.set(MOST_MILLIS, this::fail);
      connect();
    } else {
      pool.lostCopies().increment();
      lane.copies().end();
    }
  }

  private void connect() {
    lane.client(permit.connections())
        .request(BackendRequest.to(permit, method, uri))
        .onComplete(this::connected);
  }

  private void connected(AsyncResult<HttpClientRequest> connection) {
    if (connection.cause() instanceof ConnectionPoolTooBusyException) {
      permit.abandoned();
      lose();
    } else if (connection.failed()) {
      fail();
    } else if (over) {
      connection.result().exceptionHandler(_ -> {}).reset();
    } else {
      upstream = connection.result();
      upstream.exceptionHandler(_ -> fail());
      upstream.response().onComplete(this::answered);
      write();
    }
  }

  private void write() {
    try {
      upstream.headers().addAll(headers);
      if (upstream.version() == HttpVersion.HTTP_2) {
        BackendRequest.inHttp2(upstream, false);
      }
      if (body.length() > 0) {
        upstream.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
      }
      upstream.end(body);
      pool.copies().increment();
    } catch (RuntimeException _) {
      permit.abandoned();
      lose();
    }
  }

  private void answered(AsyncResult<HttpClientResponse> answer) {
    if (answer.failed()) {
      fail();
    } else if (!over) {
      reported = true;
      if (Repeatable.isBackendFailure(answer.result().statusCode())) {
        permit.failed(lane.now());
      } else {
        permit.succeeded(lane.now());
      }
      answer.result().exceptionHandler(_ -> end());
      answer.result().endHandler(_ -> end());
    }
  }

  /** No answer has come, or no end of it in time. */
  private void fail() {
    if (over) {
      return;
    }
    if (!reported) {
      permit.failed(lane.now());
    }
    end();
    if (upstream != null) {
      upstream.reset();
    }
  }

  private void lose() {
    pool.lostCopies().increment();
    end();
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    patience.cancel();
    permit.release();
    pool.load().end(began, lane.now());
    lane.copies().end();
  }
}
