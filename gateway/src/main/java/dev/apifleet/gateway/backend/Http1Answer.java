package dev.apifleet.gateway.backend;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.HttpUtils;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.core.net.impl.VertxHandler;
import java.util.ArrayDeque;
import java.util.Deque;

/** The answer to one request on an {@link Http1Connection}. */
final class Http1Answer implements BackendAnswer {
  private final Http1Stream stream;
  private final Http1Connection connection;
  private final HttpResponse head;
  private Reader reader;
  private MultiMap trailers;
  private Deque<HttpContent> held;
  private boolean paused;
  private boolean settled;
  private boolean cut;

  Http1Answer(Http1Stream stream, Http1Connection connection, HttpResponse head) {
    this.stream = stream;
    this.connection = connection;
    this.head = head;
  }

  @Override
  public int status() {
    return head.status().code();
  }

  @Override
  public MultiMap headers() {
    return (HeadersMultiMap) head.headers();
  }

  @Override
  public MultiMap trailers() {
    return trailers == null ? MultiMap.caseInsensitiveMultiMap() : trailers;
  }

  @Override
  public void read(Reader next) {
    reader = next;
  }

  @Override
  public void pause() {
    if (!stream.isOver()) {
      paused = true;
      connection.reads(false);
    }
  }

  @Override
  public void resume() {
    paused = false;
    while (!paused && held != null && !held.isEmpty()) {
      take(held.poll());
    }
    if (paused || stream.isOver()) {
      return;
    }
    if (cut) {
      broken();
    } else {
      connection.reads(true);
    }
  }

  @Override
  public void reset() {
    stream.reset();
  }

  /** What was read before a pause took hold waits. */
  void received(HttpContent part) {
    if (!paused) {
      take(part);
      return;
    }
    if (held == null) {
      held = new ArrayDeque<>();
    }
    held.add(part);
  }

  /** All that was there is read. For the rest of what nobody reads no connection is kept. */
  void readComplete() {
    if (settled) {
      return;
    }
    settled = true;
    if (reader == null) {
      reset();
    } else {
      reader.settled();
    }
  }

  private void take(HttpContent part) {
    if (part.content().isReadable() && reader != null && !stream.isOver()) {
      reader.chunk(Buffer.buffer(VertxHandler.safeBuffer(part.content())));
    } else {
      part.release();
    }
    if (part instanceof LastHttpContent last && !stream.isOver()) {
      end(last);
    }
  }

  private void end(LastHttpContent last) {
    if (last != LastHttpContent.EMPTY_LAST_CONTENT) {
      trailers = (HeadersMultiMap) last.trailingHeaders();
    }
    stream.ended(HttpUtil.isKeepAlive(head), idleSeconds());
    if (reader != null) {
      reader.end();
    }
  }

  /** How long the connection will be kept open for the next request, as far as it was said. */
  private int idleSeconds() {
    String said = head.headers().get(HttpHeaderNames.KEEP_ALIVE);
    int seconds = said == null ? -1 : HttpUtils.parseKeepAliveHeaderTimeout(said);
    return seconds < 0 ? Integer.MAX_VALUE : seconds;
  }

  /** No more will be read; what was read before a pause took hold is still to be given. */
  void cut() {
    cut = true;
    if (held == null || held.isEmpty()) {
      broken();
    }
  }

  private void broken() {
    stream.leave();
    if (reader != null) {
      reader.broken();
    }
  }

  void dropHeld() {
    if (held != null) {
      held.forEach(ReferenceCountUtil::release);
      held.clear();
    }
  }
}
