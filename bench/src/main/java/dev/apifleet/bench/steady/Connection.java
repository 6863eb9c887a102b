package dev.apifleet.bench.steady;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;

/** A connection of a flow, with one request under way at most. */
final class Connection extends ChannelInboundHandlerAdapter {
  private final Flow flow;
  private final AnswerReader answer = new AnswerReader();
  private Channel channel;
  private long due;
  private boolean asked;

  Connection(Flow flow) {
    this.flow = flow;
  }

  boolean isOpen() {
    return channel.isActive();
  }

  /** Sends a request that was due then. */
  void ask(ByteBuf request, long dueAt) {
    due = dueAt;
    asked = true;
    channel.writeAndFlush(request.retainedDuplicate(), channel.voidPromise());
  }

  void close() {
    channel.close();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (answer.read(bytes)) {
        asked = false;
        flow.answered(this, answer.status(), due, answer.isLast());
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (asked) {
      asked = false;
      flow.answered(this, 0, due, true);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      flow.fail(cause);
    }
    context.close();
  }
}
