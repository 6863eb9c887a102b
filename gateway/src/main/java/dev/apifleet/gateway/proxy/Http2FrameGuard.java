package dev.apifleet.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.util.function.LongSupplier;

/**
 * Reads the headers of frames (RFC 9113, 4.1) that pass to the decoder of an HTTP/2 connection. It
 * notices where the head of a request begins and ends, since the decoder tells of a head only when
 * it is complete; and it ends the connection at a head for a stream that cannot have one any more,
 * where the decoder only ends the stream.
 */
final class Http2FrameGuard extends ChannelInboundHandlerAdapter {
  private static final int PREFACE_BYTES = 24;
  private static final int FRAME_HEADER_BYTES = 9;
  private static final int STREAM_BITS = 0x7fff_ffff;

  private final ConnectionWatch watch;
  private final LongSupplier nanoTime;
  private final Runnable onRefusal;
  private final Http2Streams streams = new Http2Streams();
  private int prefaceLeft = PREFACE_BYTES;
  private int headerRead;
  private int payloadLeft;
  private int type;
  private int flags;
  private int stream;
  private Http2Error error;

  Http2FrameGuard(ConnectionWatch watch, LongSupplier nanoTime, Runnable onRefusal) {
    this.watch = watch;
    this.nanoTime = nanoTime;
    this.onRefusal = onRefusal;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    boolean refused = error != null;
    int end = refused ? bytes.readerIndex() : read(bytes);
    if (end == bytes.readerIndex() && error != null) {
      bytes.release();
    } else {
      context.fireChannelRead(bytes.writerIndex(end));
    }
    if (!refused && error != null) {
      onRefusal.run();
      context.fireExceptionCaught(
          Http2Exception.connectionError(error, "HEADERS for stream %d, out of turn", stream));
    }
  }

  /** Returns where that ends which may pass. */
  private int read(ByteBuf bytes) {
    int end = bytes.writerIndex();
    int at = bytes.readerIndex() + Math.min(prefaceLeft, bytes.readableBytes());
    prefaceLeft -= at - bytes.readerIndex();
    while (at < end) {
      if (headerRead < FRAME_HEADER_BYTES) {
        header(bytes.getUnsignedByte(at++));
        if (error != null) {
          return Math.max(bytes.readerIndex(), at - FRAME_HEADER_BYTES);
        }
      } else {
        int skipped = Math.min(payloadLeft, end - at);
        at += skipped;
        payloadLeft -= skipped;
      }
      if (headerRead == FRAME_HEADER_BYTES && payloadLeft == 0) {
        frameEnded();
      }
    }
    return end;
  }

  /** Three bytes of length, one of type, one of flags, four of stream. */
  private void header(int value) {
    switch (headerRead) {
      case 0 -> payloadLeft = value;
      case 1, 2 -> payloadLeft = payloadLeft << 8 | value;
      case 3 -> type = value;
      case 4 -> flags = value;
      default -> stream = (stream << 8 | value) & STREAM_BITS;
    }
    if (++headerRead == FRAME_HEADER_BYTES) {
      frameBegan();
    }
  }

  private void frameBegan() {
    if (type == Http2FrameTypes.HEADERS) {
      watch.headBegan(nanoTime.getAsLong());
    }
    error = streams.frame(type, flags, stream);
  }

  private void frameEnded() {
    headerRead = 0;
    boolean head = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
    if (head && (flags & Http2Flags.END_HEADERS) != 0) {
      watch.headEnded();
    }
  }
}
