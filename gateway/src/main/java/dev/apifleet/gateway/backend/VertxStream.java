package dev.apifleet.gateway.backend;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.impl.ConnectionBase;

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
    request.exceptionHandler(cause -> listener.failed(reason(request, cause)));
    request.earlyHintsHandler(listener::earlyHints);
    request.response().onComplete(response -> responded(request, response, listener));
    listener.opened(new VertxStream(request, upgrade));
  }

  private static void responded(
      HttpClientRequest request,
      AsyncResult<HttpClientResponse> response,
      StreamListener listener) {
    if (response.succeeded()) {
      listener.answered(new VertxAnswer(response.result()));
    } else {
      listener.failed(reason(request, response.cause()));
    }
  }

  private static Throwable reason(HttpClientRequest request, Throwable cause) {
    boolean unseen = request.version() == HttpVersion.HTTP_2 && isUnseen(request, cause);
    return unseen ? new UnseenRequestException(cause) : cause;
  }

  /** Vert.x remembers the first GOAWAY alone, and the last one names the last stream. */
  private static boolean isUnseen(HttpClientRequest request, Throwable cause) {
    if (cause instanceof StreamResetException reset) {
      return reset.getCode() == Http2Error.REFUSED_STREAM.code();
    }
    ChannelPipeline pipeline = ((ConnectionBase) request.connection()).channel().pipeline();
    Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
    int last = http2 == null ? -1 : http2.connection().local().lastStreamKnownByPeer();
    return request.streamId() < 0 || last >= 0 && request.streamId() > last;
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
