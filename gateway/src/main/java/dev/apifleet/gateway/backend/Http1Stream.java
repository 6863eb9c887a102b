package dev.apifleet.gateway.backend;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.impl.headers.HeadersMultiMap;

/** One request on an {@link Http1Connection}, until its answer has ended. */
final class Http1Stream implements BackendStream {
  private final Http1Connection connection;
  private final Wanted wanted;
  private final RequestWriter writer;
  private final HeadersMultiMap headers = HeadersMultiMap.httpHeaders();
  private boolean headSent;
  private boolean sent;
  private Runnable onDrain;
  private Http1Answer answer;
  private boolean over;

  Http1Stream(Http1Connection connection, Wanted wanted, RequestWriter writer) {
    this.connection = connection;
    this.wanted = wanted;
    this.writer = writer;
  }

  @Override
  public MultiMap headers() {
    return headers;
  }

  @Override
  public void sendHead() {
    sendHead(true);
  }

  private void sendHead(boolean chunked) {
    writer.head(wanted.method(), wanted.uri(), headers, chunked);
    headSent = true;
  }

  @Override
  public void write(Buffer part) {
    if (over) {
      return;
    }
    if (!headSent) {
      sendHead(false);
    }
    writer.body(part);
  }

  @Override
  public void end() {
    if (over) {
      return;
    }
    if (!headSent) {
      sendHead(false);
    }
    writer.end();
    sent = true;
  }

  @Override
  public boolean isFull() {
    return !over && !connection.isWritable();
  }

  @Override
  public void onDrain(Runnable then) {
    onDrain = then;
  }

  void drained() {
    if (onDrain != null && !over) {
      onDrain.run();
    }
  }

  @Override
  public void reset() {
    if (over) {
      return;
    }
    leave();
    if (headSent) {
      connection.close();
    } else {
      connection.free();
    }
  }

  boolean isOver() {
    return over;
  }

  /** Nothing more is heard of it. */
  void leave() {
    over = true;
    if (answer != null) {
      answer.dropHeld();
    }
  }

  /** The connection is gone, or what it said cannot be understood. */
  void lost(Throwable cause) {
    if (over) {
      return;
    }
    if (answer == null) {
      leave();
      wanted.listener().failed(cause);
    } else {
      answer.cut();
    }
  }

  /** The answer is whole. What is still missing of the request is of no use any more. */
  void ended(boolean reusable, int idleSeconds) {
    over = true;
    if (sent && reusable && idleSeconds > 0 && connection.hasSentAll()) {
      connection.free(idleSeconds);
    } else {
      connection.close();
    }
  }

  boolean asksForHeadOnly() {
    return wanted.method() == HttpMethod.HEAD;
  }

  /** Takes what was read. */
  void received(HttpObject part) {
    if (part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(part);
      connection.fail(part.decoderResult().cause());
    } else if (!(part instanceof HttpResponse head)) {
      takeBody((HttpContent) part);
    } else if (answer == null) {
      begin(head);
    } else {
      connection.fail(new HttpClosedException("A second answer came before it was asked for"));
    }
  }

  private void takeBody(HttpContent part) {
    if (answer == null) {
      part.release();
    } else {
      answer.received(part);
    }
  }

  /** All that was there is read. */
  void readComplete() {
    if (answer != null) {
      answer.readComplete();
    }
  }

  /** Any number of others may come before the answer (RFC 9110, 15.2). */
  private void begin(HttpResponse head) {
    int status = head.status().code();
    if (status >= 200 || status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      answer = new Http1Answer(this, connection, head);
      wanted.listener().answered(answer);
    } else if (status == HttpResponseStatus.EARLY_HINTS.code()) {
      wanted.listener().earlyHints((HeadersMultiMap) head.headers());
    }
  }
}
