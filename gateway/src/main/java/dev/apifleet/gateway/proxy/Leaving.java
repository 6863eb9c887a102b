package dev.apifleet.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection whose client may still be sending when it has its last answer. Closed at
 * once, the kernel would answer what still comes with a reset, and that can throw away the answer
 * before the client has read it (RFC 9112, 9.6). So nothing more is said, and what comes is dropped
 * until the client closes too, within bounds. Others cannot close it meanwhile.
 */
final class Leaving extends ChannelDuplexHandler {
  static final long MOST_BYTES = 64L * 1024 * 1024;
  static final long MOST_SECONDS = 5;

  /** What the kernel has taken in is lost with the pod, so that a slow client has longer. */
  static final long MOST_SECONDS_TO_READ = 20;

  private final long mostSeconds;
  private long dropped;
  private ScheduledFuture<?> patience;

  private Leaving(long mostSeconds) {
    this.mostSeconds = mostSeconds;
  }

  /** Its last answer is out. */
  static void begin(Channel channel, long mostSeconds) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    ChannelFuture said = tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
    channel.pipeline().addFirst(new Leaving(mostSeconds));
    said.addListener(_ -> sayNoMore(channel));
  }

  private static void sayNoMore(Channel channel) {
    if (channel instanceof DuplexChannel duplex && duplex.isActive()) {
      duplex.shutdownOutput();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(true);
    patience = context.executor().schedule(() -> context.close(), mostSeconds, TimeUnit.SECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    patience.cancel(false);
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    dropped += ((ByteBuf) read).readableBytes();
    ReferenceCountUtil.release(read);
    if (dropped > MOST_BYTES) {
      context.close();
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    context.channel().closeFuture().addListener(_ -> promise.trySuccess());
  }
}
