package dev.apifleet.gateway.backend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.nio.charset.StandardCharsets;

/** Writes one request in HTTP/1.1 (RFC 9112, 3, 6 and 7). */
final class RequestWriter {
  private static final int USUAL_HEAD_BYTES = 512;
  private static final int CR_LF = ('\r' << 8) | '\n';
  private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
  private static final ByteBuf LINE_END = constant("\r\n");
  private static final ByteBuf LAST_CHUNK = constant("0\r\n\r\n");

  private final ChannelHandlerContext channel;
  private boolean chunked;

  RequestWriter(ChannelHandlerContext channel) {
    this.channel = channel;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII))
        .asReadOnly();
  }

  /**
   * The head.
   *
   * @param inChunks whether the body has no known length
   * @throws IllegalArgumentException if the target could end the line
   */
  void head(HttpMethod method, String uri, HeadersMultiMap headers, boolean inChunks) {
    check(uri);
    chunked = inChunks;
    ByteBuf head = channel.alloc().directBuffer(USUAL_HEAD_BYTES);
    ByteBufUtil.writeUtf8(head, method.name());
    head.writeByte(' ');
    ByteBufUtil.writeUtf8(head, uri);
    head.writeBytes(VERSION);
    headers.encode(head);
    if (inChunks) {
      head.writeBytes(CHUNKED);
    }
    head.writeShort(CR_LF);
    send(head);
  }

  private static void check(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) <= ' ' || uri.charAt(i) == 0x7f) {
        throw new IllegalArgumentException("its target has a blank or a control character");
      }
    }
  }

  void body(Buffer part) {
    if (part.length() == 0) {
      return;
    }
    if (chunked) {
      ByteBuf size = channel.alloc().directBuffer(16);
      ByteBufUtil.writeAscii(size, Integer.toHexString(part.length()));
      channel.write(size.writeShort(CR_LF), channel.voidPromise());
      channel.write(part.getByteBuf(), channel.voidPromise());
      send(LINE_END.duplicate());
    } else {
      send(part.getByteBuf());
    }
  }

  void end() {
    if (chunked) {
      send(LAST_CHUNK.duplicate());
    }
  }

  private void send(ByteBuf bytes) {
    channel.writeAndFlush(bytes, channel.voidPromise());
  }
}
