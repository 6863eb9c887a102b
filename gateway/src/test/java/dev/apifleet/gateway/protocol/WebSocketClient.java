package dev.apifleet.gateway.protocol;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JDK's WebSocket client, with what it hears in queues. */
final class WebSocketClient implements WebSocket.Listener, AutoCloseable {
  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  final BlockingQueue<byte[]> binaries = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
  final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();

  private final HttpClient client = HttpClient.newHttpClient();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private WebSocket socket;

  static WebSocketClient open(int port, String path, String... subprotocols) {
    WebSocketClient client = new WebSocketClient();
    client.socket = client.handshake(port, path, subprotocols).orTimeout(20, SECONDS).join();
    return client;
  }

  private static final TimeUnit SECONDS = TimeUnit.SECONDS;

  CompletableFuture<WebSocket> handshake(int port, String path, String... subprotocols) {
    WebSocket.Builder builder = client.newWebSocketBuilder();
    if (subprotocols.length > 0) {
      String[] further = java.util.Arrays.copyOfRange(subprotocols, 1, subprotocols.length);
      builder.subprotocols(subprotocols[0], further);
    }
    return builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), this);
  }

  WebSocket socket() {
    return socket;
  }

  /** Sends a text and waits for its echo. */
  String echo(String message) {
    socket.sendText(message, true).orTimeout(20, SECONDS).join();
    return next(texts);
  }

  static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(20, SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came within 20 s");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      texts.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    binary.writeBytes(bytes);
    if (last) {
      binaries.add(binary.toByteArray());
      binary.reset();
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
    closed.add(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    errors.add(error);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
    client.shutdownNow();
  }
}
