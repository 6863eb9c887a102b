package dev.apifleet.apiserver.graphql;

import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A client that speaks the protocol {@code graphql-transport-ws}. */
final class GraphSocket implements WebSocket.Listener, AutoCloseable {

  private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  /** Returns once the server is ready for operations. */
  static GraphSocket open(Map<String, String> headers) {
    GraphSocket listener = new GraphSocket();
    var builder = HttpClient.newHttpClient().newWebSocketBuilder();
    headers.forEach(builder::header);
    URI uri = URI.create("ws://127.0.0.1:" + RestAssured.port + "/graphql");
    listener.socket = builder.subprotocols("graphql-transport-ws").buildAsync(uri, listener).join();
    listener.send(new JsonObject().put("type", "connection_init"));
    listener.until(() -> listener.of("connection_ack", null).count() == 1);
    return listener;
  }

  void run(String id, String query) {
    send(
        new JsonObject()
            .put("type", "subscribe")
            .put("id", id)
            .put("payload", new JsonObject().put("query", query)));
  }

  /** All that was said of an operation, as text. */
  String said(String id) {
    return messages.stream().filter(one -> id.equals(one.getString("id"))).toList().toString();
  }

  Stream<JsonObject> of(String type, String id) {
    return messages.stream()
        .filter(one -> type.equals(one.getString("type")))
        .filter(one -> id == null || id.equals(one.getString("id")));
  }

  /** The ids of the resources of which it was told. */
  List<Long> ids(String id) {
    return of("next", id)
        .map(one -> one.getJsonObject("payload").getJsonObject("data"))
        .filter(data -> data != null && data.getJsonObject("resourceChanges") != null)
        .map(data -> data.getJsonObject("resourceChanges").getLong("id"))
        .toList();
  }

  void until(java.util.concurrent.Callable<Boolean> condition) {
    within(Duration.ofSeconds(15), condition);
  }

  void within(Duration limit, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(condition);
  }

  private void send(JsonObject message) {
    socket.sendText(message.encode(), true).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    partial.append(text);
    if (last) {
      messages.add(new JsonObject(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
