package dev.apifleet.gateway.backend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** An endpoint that a test speaks for, byte by byte. */
final class RawServer implements AutoCloseable {
  static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";
  private static final int PATIENCE_MILLIS = 20_000;

  private final ServerSocket server;

  RawServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(PATIENCE_MILLIS);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The next connection that somebody opens. */
  Peer accept() throws IOException {
    Socket socket = server.accept();
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Peer(socket);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** The server's end of a connection. */
  record Peer(Socket socket) implements AutoCloseable {
    /** Reads as far as this. */
    String readTo(String end) throws IOException {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          throw new IOException("closed after " + read);
        }
        read.write(next);
      }
      return read.toString(StandardCharsets.ISO_8859_1);
    }

    String readHead() throws IOException {
      return readTo("\r\n\r\n");
    }

    void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** Whether the other side closes. */
    boolean isClosedByPeer() {
      try {
        return socket.getInputStream().read() < 0;
      } catch (SocketTimeoutException _) {
        return false;
      } catch (IOException _) {
        return true;
      }
    }

    /** Closes so that the other side finds its next words refused. */
    void reset() {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      close();
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
