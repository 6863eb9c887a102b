package dev.apifleet.gateway.backend;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.TimeUnit;

/** A connection to an endpoint that is spoken on in HTTP/1.1, for one request after another. */
final class Http1Connection extends ChannelInboundHandlerAdapter {
  private final Http1Pool pool;
  private final ContextInternal context;
  private final Http1Decoder decoder = new Http1Decoder(this::asksForHeadOnly);
  private ChannelHandlerContext channel;
  private RequestWriter writer;
  private Http1Stream stream;
  private long idleNanos;
  private long idleSince;
  private boolean reading;
  private boolean free;
  private boolean kept;
  private boolean silent;
  private Throwable failure;

  /**
   * One that is not open yet.
   *
   * @param context in which its users are called
   */
  Http1Connection(Http1Pool pool, ContextInternal context) {
    this.pool = pool;
    this.context = context;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    channel = added;
    writer = new RequestWriter(added);
  }

  /** Takes a request on; there is none under way. */
  void begin(Wanted wanted) {
    stream = new Http1Stream(this, wanted, writer);
    silent = true;
    wanted.listener().opened(stream);
  }

  /** Whether it can be used, as far as is known. */
  boolean isOpen() {
    return channel.channel().isActive();
  }

  boolean isWritable() {
    return channel.channel().isWritable();
  }

  /** Whether nothing of a request waits that its endpoint has no room for. */
  boolean hasSentAll() {
    ChannelOutboundBuffer unsent = channel.channel().unsafe().outboundBuffer();
    return unsent != null && unsent.isEmpty();
  }

  Http1Decoder decoder() {
    return decoder;
  }

  private boolean asksForHeadOnly() {
    return stream != null && stream.asksForHeadOnly();
  }

  /** Whether more may come. */
  void reads(boolean more) {
    channel.channel().config().setAutoRead(more);
  }

  /** It was not used after all. */
  void free() {
    free(Integer.MAX_VALUE);
  }

  /**
   * The next request may have it, unless more comes that nobody asked for. That it should have been
   * read by then keeps one request from getting an answer to another. Not within this call: of
   * those that wait any number may have been given up, and each gives it back.
   *
   * @param idleSeconds how long it may be kept for one
   */
  void free(int idleSeconds) {
    stream = null;
    free = true;
    kept = true;
    idleNanos = TimeUnit.SECONDS.toNanos(idleSeconds);
    reads(true);
    if (!reading) {
      context.runOnContext(_ -> offer());
    }
  }

  private void offer() {
    if (!free || !isOpen()) {
      return;
    }
    if (decoder.hasRest()) {
      close();
    } else {
      free = false;
      pool.offer(this);
    }
  }

  void close() {
    stream = null;
    free = false;
    channel.close();
  }

  /** Its user learns why. */
  void fail(Throwable cause) {
    Http1Stream failed = stream;
    close();
    if (failed != null) {
      failed.lost(cause);
    }
  }

  void idleSince(long now) {
    idleSince = now;
  }

  /** Whether nobody has wanted it for as long as it may be kept. */
  boolean isIdleFor(long nanos, long now) {
    return now - idleSince >= Math.min(nanos, idleNanos);
  }

  @Override
  public void channelRead(ChannelHandlerContext ignored, Object read) {
    reading = true;
    if (stream == null || failure != null) {
      ReferenceCountUtil.release(read);
      free = false;
      channel.close();
      return;
    }
    silent = false;
    ContextInternal before = context.beginDispatch();
    try {
      stream.received((HttpObject) read);
    } finally {
      context.endDispatch(before);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ignored) {
    reading = false;
    if (stream != null) {
      context.dispatch(stream::readComplete);
    } else if (free) {
      context.dispatch(this::offer);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ignored) {
    if (stream != null && isWritable()) {
      context.dispatch(stream::drained);
    }
  }

  /** Its user learns of it when it is closed, and so never in the midst of what it writes. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
    failure = failure == null ? cause : failure;
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ignored) {
    context.dispatch(
        () -> {
          pool.gone(this);
          fail(reason());
        });
  }

  private Throwable reason() {
    Throwable cause = failure == null ? new HttpClosedException("Connection was closed") : failure;
    return kept && silent ? new StaleConnectionException(cause) : cause;
  }
}
