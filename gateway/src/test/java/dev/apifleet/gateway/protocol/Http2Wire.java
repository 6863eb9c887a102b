package dev.apifleet.gateway.protocol;

import dev.apifleet.gateway.fleet.RawClient;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection of an HTTP/2 client that sees each frame. */
final class Http2Wire implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int GO_AWAY = 7;

  private final Socket socket;
  private final DataInputStream in;

  /** A frame that came. */
  record Frame(int type, int flags, int stream, ByteBuffer payload) {
    boolean endsStream() {
      return type <= 1 && (flags & 1) != 0;
    }
  }

  Http2Wire(int port) throws IOException {
    socket = RawClient.connect(port);
    in = new DataInputStream(socket.getInputStream());
    send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
  }

  void send(byte[] frames) throws IOException {
    socket.getOutputStream().write(frames);
  }

  /** The next frame of a type. */
  Frame next(int type) throws IOException {
    Frame frame = next();
    while (frame.type() != type) {
      frame = next();
    }
    return frame;
  }

  private Frame next() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    return new Frame(type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
  }

  /** Reads until the other end says that this was all; a reset would be another exception. */
  void readToEnd() throws IOException {
    try {
      while (true) {
        next();
      }
    } catch (EOFException _) {
      // That is the end.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
