package dev.apifleet.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.LongSupplier;

/**
 * Notices on an HTTP/2 connection where the head of a request begins and ends, by the headers of
 * its frames (RFC 9113, 4.1): the decoder tells of a head only when it is complete.
 */
final class Http2Heads extends ChannelInboundHandlerAdapter {
  private static final int PREFACE_BYTES = 24;
  private static final int FRAME_HEADER_BYTES = 9;
  private static final int HEADERS = 1;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;

  private final ConnectionWatch watch;
  private final LongSupplier nanoTime;
  private int prefaceLeft = PREFACE_BYTES;
  private int headerRead;
  private int payloadLeft;
  private int type;
  private int flags;

  Http2Heads(ConnectionWatch watch, LongSupplier nanoTime) {
    this.watch = watch;
    this.nanoTime = nanoTime;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      read(bytes);
    }
    context.fireChannelRead(message);
  }

  private void read(ByteBuf bytes) {
    int end = bytes.writerIndex();
    int at = bytes.readerIndex() + Math.min(prefaceLeft, bytes.readableBytes());
    prefaceLeft -= at - bytes.readerIndex();
    while (at < end) {
      if (headerRead < FRAME_HEADER_BYTES) {
        header(bytes.getUnsignedByte(at++));
      } else {
        int skipped = Math.min(payloadLeft, end - at);
        at += skipped;
        payloadLeft -= skipped;
      }
      if (headerRead == FRAME_HEADER_BYTES && payloadLeft == 0) {
        frameEnded();
      }
    }
  }

  /** Three bytes of length, one of type, one of flags, four of stream. */
  private void header(int value) {
    switch (headerRead) {
      case 0 -> payloadLeft = value;
      case 1, 2 -> payloadLeft = payloadLeft << 8 | value;
      case 3 -> type = value;
      case 4 -> flags = value;
      default -> {}
    }
    if (++headerRead == FRAME_HEADER_BYTES && type == HEADERS) {
      watch.headBegan(nanoTime.getAsLong());
    }
  }

  private void frameEnded() {
    headerRead = 0;
    if ((type == HEADERS || type == CONTINUATION) && (flags & END_HEADERS) != 0) {
      watch.headEnded();
    }
  }
}
