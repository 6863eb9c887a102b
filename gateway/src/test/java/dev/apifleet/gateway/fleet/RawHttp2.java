package dev.apifleet.gateway.fleet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An HTTP/2 client that sends header fields as they are, valid or not. */
public final class RawHttp2 {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int RESET = 3;
  private static final int GO_AWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int CANCEL = 8;
  public static final int END_HEADERS = 4;
  public static final int END_STREAM_AND_HEADERS = 5;
  private static final int PRIORITY_FLAG = 0x20;
  private static final int PRIORITY_BYTES = 5;

  private RawHttp2() {}

  /** The status of the answer to a GET with some further fields, as name and value in turn. */
  public static String get(int port, String path, String... fields) {
    return ask(port, 1, headers(1, END_STREAM_AND_HEADERS, path, fields));
  }

  /** A HEADERS frame of a GET, with all header fields in it. */
  public static byte[] headers(int stream, int flags, String path, String... fields) {
    Http2Headers headers =
        new DefaultHttp2Headers(false)
            .method("GET")
            .scheme("http")
            .authority("api.test")
            .path(path);
    for (int i = 0; i < fields.length; i += 2) {
      headers.set(fields[i], fields[i + 1]);
    }
    return frame(HEADERS, flags, stream, block(headers));
  }

  /** The trailers of a request. */
  public static byte[] trailers(int stream) {
    Http2Headers headers = new DefaultHttp2Headers().set("x-trailer", "end");
    return frame(HEADERS, END_STREAM_AND_HEADERS, stream, block(headers));
  }

  public static byte[] reset(int stream) {
    return frame(RESET, 0, stream, Unpooled.buffer().writeInt(CANCEL));
  }

  /** So many bytes more may come on a stream, or on all of them (0). */
  public static byte[] window(int stream, int more) {
    return frame(WINDOW_UPDATE, 0, stream, Unpooled.buffer().writeInt(more));
  }

  private static ByteBuf block(Http2Headers headers) {
    try {
      ByteBuf block = Unpooled.buffer();
      new DefaultHttp2HeadersEncoder().encodeHeaders(1, headers, block);
      return block;
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends frames on a connection of their own.
   *
   * @return the status of the answer on a stream, "none" where the stream is broken off, or the
   *     error that ends the connection
   */
  public static String ask(int port, int stream, byte[]... frames) {
    try (Socket socket = RawClient.connect(port)) {
      ByteBuf all = Unpooled.buffer().writeBytes(PREFACE);
      all.writeBytes(frame(SETTINGS, 0, 0, Unpooled.EMPTY_BUFFER));
      for (byte[] frame : frames) {
        all.writeBytes(frame);
      }
      all.readBytes(socket.getOutputStream(), all.readableBytes());
      return status(new DataInputStream(socket.getInputStream()), stream);
    } catch (IOException | Http2Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] frame(int type, int flags, int stream, ByteBuf payload) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeMedium(payload.readableBytes()).writeByte(type).writeByte(flags).writeInt(stream);
    frame.writeBytes(payload);
    byte[] bytes = new byte[frame.readableBytes()];
    frame.readBytes(bytes);
    return bytes;
  }

  private static String status(DataInputStream in, int wanted) throws IOException, Http2Exception {
    // What one block adds to the table of fields, those behind it refer to.
    DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    while (true) {
      int length = in.read() << 16 | in.read() << 8 | in.read();
      int type = in.read();
      if (type < 0) {
        return "none";
      }
      boolean hasPriority = (in.read() & PRIORITY_FLAG) != 0;
      int stream = in.readInt();
      ByteBuf payload = Unpooled.wrappedBuffer(in.readNBytes(length));
      if (type == GO_AWAY) {
        return Http2Error.valueOf(payload.skipBytes(Integer.BYTES).readInt()).name();
      }
      if (stream == wanted && type == RESET) {
        return "none";
      }
      if (type == HEADERS) {
        ByteBuf block = payload.skipBytes(hasPriority ? PRIORITY_BYTES : 0);
        Http2Headers headers = decoder.decodeHeaders(1, block);
        if (stream == wanted) {
          return headers.status().toString();
        }
      }
    }
  }
}
