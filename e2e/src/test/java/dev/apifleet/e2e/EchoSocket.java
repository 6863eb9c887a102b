package dev.apifleet.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client's WebSocket, which remembers how it ended. */
final class EchoSocket implements WebSocket.Listener {
  private static final int PATIENCE_SECONDS = 10;

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private volatile Integer closeCode;

  EchoSocket(String url) {
    URI uri = URI.create(url.replaceFirst("^http", "ws"));
    socket = client.newWebSocketBuilder().buildAsync(uri, this).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    heard.add(data.toString());
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode = code;
    return null;
  }

  /** The code of the Close frame that came; empty while it lives, and where none came. */
  Optional<Integer> closeCode() {
    return Optional.ofNullable(closeCode);
  }

  /** Whether the server hears it and is heard. */
  boolean echoes(String text) {
    try {
      socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return text.equals(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void close() {
    socket.abort();
    client.close();
  }
}
