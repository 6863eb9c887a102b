package dev.apifleet.gateway.fleet;

import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that gives each request its own target as the answer, in every form that HTTP/1.1 has
 * for that, and leaves when it likes, but never in the midst of an answer.
 */
final class RestlessServer implements AutoCloseable {
  private final ServerSocket server;
  private final long seed;

  RestlessServer(long seed) throws IOException {
    this.seed = seed;
    server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  EndpointConfig endpoint() {
    return new EndpointConfig("restless-" + seed, "127.0.0.1", server.getLocalPort());
  }

  private void accept() {
    Random random = new Random(seed);
    try {
      while (true) {
        Socket socket = server.accept();
        Random own = new Random(random.nextLong());
        Thread.ofVirtual().start(() -> serve(socket, own));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private static void serve(Socket socket, Random random) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean stays = true;
      while (stays) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        stays = answer(socket.getOutputStream(), in, head, random);
      }
      // What is said at the end arrives, whatever the other side still sends.
      socket.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketException _) {
      // The gateway gave up the request, as its client did.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      read.write(next);
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  private static int length(String head) {
    int at = head.toLowerCase().indexOf("content-length: ");
    return at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
  }

  /** Returns whether it waits for another request. */
  private static boolean answer(OutputStream out, InputStream in, String head, Random random)
      throws IOException {
    boolean early = random.nextInt(20) == 0;
    if (!early) {
      in.skipNBytes(length(head));
    }
    if (random.nextInt(10) == 0) {
      write(out, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
    }
    if (random.nextInt(10) == 0) {
      rest(random);
    }
    boolean says = random.nextInt(20) == 0;
    String target = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP"));
    String fields = "HTTP/1.1 200 OK\r\n" + (says ? "Connection: close\r\n" : "");
    boolean ends = body(out, fields, target, head.startsWith("HEAD"), random);
    if (early) {
      in.skipNBytes(length(head));
    }
    if (says || ends) {
      return false;
    }
    if (random.nextInt(20) == 0) {
      rest(random);
      return false;
    }
    return true;
  }

  /** Returns whether the answer ends with the connection. */
  private static boolean body(
      OutputStream out, String fields, String target, boolean none, Random random)
      throws IOException {
    int form = random.nextInt(none ? 2 : 10);
    int half = random.nextInt(target.length());
    String first = target.substring(0, half);
    String second = target.substring(half);
    if (form == 0 && !none) {
      write(out, fields + "\r\n" + first);
      rest(random);
      write(out, second);
      return true;
    }
    if (form < 5) {
      write(out, fields + "Content-Length: " + target.length() + "\r\n\r\n");
      if (!none) {
        write(out, first);
        rest(random);
        write(out, second);
      }
      return false;
    }
    write(out, fields + "Transfer-Encoding: chunked\r\n\r\n" + chunk(first) + chunk(second));
    rest(random);
    write(out, "0\r\n" + (form < 8 ? "x-trailer: 1\r\n" : "") + "\r\n");
    return false;
  }

  private static String chunk(String text) {
    return text.isEmpty() ? "" : Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static void rest(Random random) {
    LockSupport.parkNanos(random.nextInt(1_000_000));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
