package dev.apifleet.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies of 2 GiB through a gateway with a heap of 256 MiB, and as much for its buffers. */
class LargeBodiesTest {
  private static final long LENGTH = 2L << 30;
  private static final int HEAP_MEBIBYTES = 256;

  private final CompletableFuture<Long> uploaded = new CompletableFuture<>();
  private ServerSocket backend;
  private GatewayProcess gateway;

  @BeforeEach
  void start() throws IOException {
    backend = new ServerSocket(0);
    Thread.startVirtualThread(this::serve);
    gateway = new GatewayProcess(HEAP_MEBIBYTES, backend.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    backend.close();
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = backend.accept();
        Thread.ofPlatform().daemon().start(() -> answer(socket));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      if (RawClient.readHead(socket).startsWith("POST")) {
        uploaded.complete(count(socket.getInputStream(), LENGTH));
        send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      } else {
        send(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n\r\n");
        pour(socket.getOutputStream());
      }
    } catch (IOException e) {
      uploaded.completeExceptionally(e);
    }
  }

  private static void send(Socket socket, String head) throws IOException {
    socket.getOutputStream().write(head.getBytes());
  }

  private static void pour(OutputStream out) throws IOException {
    byte[] block = new byte[256 * 1024];
    for (long sent = 0; sent < LENGTH; sent += block.length) {
      out.write(block);
    }
  }

  private static long count(InputStream in, long most) throws IOException {
    byte[] block = new byte[256 * 1024];
    long count = 0;
    for (int read = 0; read >= 0 && count < most; ) {
      read = in.read(block, 0, (int) Math.min(block.length, most - count));
      count += Math.max(0, read);
    }
    return count;
  }

  @Test
  void anUploadPasses() throws Exception {
    try (Socket client = RawClient.connect(gateway.port)) {
      client.setSoTimeout(120_000);
      send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + LENGTH + "\r\n\r\n");
      pour(client.getOutputStream());
      assertThat(RawClient.readHead(client)).startsWith("HTTP/1.1 200");
    }
    assertThat(uploaded.get(20, TimeUnit.SECONDS)).isEqualTo(LENGTH);
    assertThat(gateway.isAlive()).isTrue();
  }

  @Test
  void aDownloadPasses() throws IOException {
    try (Socket client = RawClient.connect(gateway.port)) {
      client.setSoTimeout(120_000);
      send(client, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(RawClient.readHead(client)).startsWith("HTTP/1.1 200");
      assertThat(count(client.getInputStream(), LENGTH)).isEqualTo(LENGTH);
    }
    assertThat(gateway.isAlive()).isTrue();
  }
}
