package dev.apifleet.gateway.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends exactly these bytes. */
public final class RawClient {
  private RawClient() {}

  /** The head of the answer. */
  public static String ask(int port, String request) {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return readHead(socket);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Socket connect(int port) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  public static String readHead(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        return head.toString();
      }
      head.append((char) read);
    }
    return head.toString();
  }
}
