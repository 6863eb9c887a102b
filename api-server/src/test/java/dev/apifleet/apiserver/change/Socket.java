package dev.apifleet.apiserver.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A client of the WebSocket. */
final class Socket implements WebSocket.Listener, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;
  volatile int closedWith;
  volatile String closeReason;

  static Socket open(
      HttpClient client, String path, Map<String, String> headers, String... protocols) {
    Socket listener = new Socket();
    var builder = client.newWebSocketBuilder();
    headers.forEach(builder::header);
    if (protocols.length > 0) {
      builder.subprotocols(
          protocols[0], List.of(protocols).subList(1, protocols.length).toArray(String[]::new));
    }
    URI uri = URI.create("ws://127.0.0.1:" + RestAssured.port + path);
    listener.socket = builder.buildAsync(uri, listener).join();
    return listener;
  }

  /** The status of a handshake that is refused. */
  static int refusal(
      HttpClient client, String path, Map<String, String> headers, String... protocols) {
    try {
      open(client, path, headers, protocols).close();
      return 101;
    } catch (CompletionException failure) {
      return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  /** Returns once the server says where the subscription stands. */
  void subscribe(String id, String rest) {
    send("{\"type\":\"subscribe\",\"id\":\"" + id + "\"" + rest + "}");
    Eventually.until(() -> of("position").anyMatch(said -> said.get("id").asText().equals(id)));
  }

  List<Long> ids() {
    return of("change").map(said -> said.get("change").get("id").asLong()).toList();
  }

  Stream<JsonNode> of(String type) {
    return messages.stream().filter(said -> said.get("type").asText().equals(type));
  }

  void awaitError(String code) {
    Eventually.until(() -> of("error").anyMatch(said -> said.get("error").asText().equals(code)));
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    partial.append(text);
    if (last) {
      try {
        messages.add(JSON.readTree(partial.toString()));
      } catch (Exception failure) {
        throw new IllegalStateException(partial.toString(), failure);
      }
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeReason = reason;
    closedWith = code;
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
