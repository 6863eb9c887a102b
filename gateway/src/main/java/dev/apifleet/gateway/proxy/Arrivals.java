package dev.apifleet.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.LongSupplier;

/**
 * Notices that bytes of a connection come, before anybody makes sense of them; of those behind a
 * request whose refusal is held back, it takes one load and stops reading until then.
 */
final class Arrivals extends ChannelInboundHandlerAdapter {
  private final ConnectionWatch watch;
  private final LongSupplier nanoTime;
  private ChannelHandlerContext context;
  private ByteBuf waiting;

  Arrivals(ConnectionWatch watch, LongSupplier nanoTime) {
    this.watch = watch;
    this.nanoTime = nanoTime;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    watch.onRelease(this::goOn);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (watch.isHeld() && message instanceof ByteBuf bytes) {
      context.channel().config().setAutoRead(false);
      waiting = waiting == null ? bytes : Unpooled.wrappedBuffer(waiting, bytes);
    } else {
      pass(message);
    }
  }

  private void pass(Object message) {
    watch.bytesCame(nanoTime.getAsLong());
    context.fireChannelRead(message);
  }

  private void goOn() {
    if (waiting != null && context.channel().isActive()) {
      ByteBuf bytes = waiting;
      waiting = null;
      pass(bytes);
      context.fireChannelReadComplete();
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    ReferenceCountUtil.release(waiting);
    waiting = null;
  }
}
