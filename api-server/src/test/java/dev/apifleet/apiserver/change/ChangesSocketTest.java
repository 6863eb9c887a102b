package dev.apifleet.apiserver.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class ChangesSocketTest {

  private static final String PATH = "/api/v1/ws";

  private final HttpClient client = HttpClient.newHttpClient();
  @Inject Writer writer;
  @Inject Feed feed;

  @BeforeEach
  void ready() {
    Client.awaitReady();
    Eventually.until(feed::started);
  }

  @AfterEach
  void close() {
    client.shutdownNow();
  }

  @Test
  void subscriptionsSeeWhatTheyWantUntilTheyEnd() {
    long one = writer.newId();
    long two = writer.newId();
    try (Socket socket = open()) {
      socket.subscribe("a", ",\"types\":[\"resource\"],\"ids\":[" + one + "]");
      socket.subscribe("b", ",\"ids\":[" + two + "]");
      writer.update(one, 1);
      writer.update(two, 1);
      Eventually.until(() -> socket.ids().containsAll(List.of(one, two)));
      assertEquals(2, socket.ids().size());
      socket.send("{\"type\":\"unsubscribe\",\"id\":\"a\"}");
      Eventually.until(() -> socket.of("unsubscribed").count() == 1);
      writer.update(one, 2);
      writer.update(two, 2);
      Eventually.until(() -> socket.ids().size() == 3);
      assertEquals(1, socket.ids().stream().filter(id -> id == one).count());
    }
  }

  @Test
  void clientResumesWithoutLoss() {
    long id = writer.newId();
    long last;
    try (Socket socket = open()) {
      socket.subscribe("a", ",\"ids\":[" + id + "]");
      writer.update(id, 1);
      Eventually.until(() -> socket.ids().size() == 1);
      last = socket.of("change").findFirst().orElseThrow().get("position").asLong();
    }
    IntStream.rangeClosed(2, 4).forEach(version -> writer.update(id, version));
    try (Socket socket = open()) {
      socket.subscribe("a", ",\"ids\":[" + id + "],\"after\":" + last);
      Eventually.until(() -> socket.ids().size() == 3);
      assertEquals(
          List.of(2, 3, 4),
          socket.of("change").map(said -> said.get("change").get("version").asInt()).toList());
      socket.subscribe("old", ",\"after\":1");
      Eventually.until(() -> socket.of("reset").count() == 1);
    }
  }

  @Test
  void browsersBringTheirTokenAsASubprotocol() {
    long own = writer.newId();
    long others = writer.newId();
    try (Socket socket =
        Socket.open(client, PATH, Map.of(), "apifleet.changes", "bearer." + Client.userToken())) {
      assertEquals("apifleet.changes", socket.subprotocol());
      socket.subscribe("a", ",\"types\":[\"order\"]");
      writer.order(others, "pro@example.com");
      writer.order(own, "user@example.com");
      Eventually.until(() -> socket.ids().contains(own));
      assertEquals(List.of(own), socket.ids());
    }
  }

  @Test
  void tokenIsNeverGivenBack() {
    try (Socket socket =
        Socket.open(client, "/api/v2/ws", Map.of(), "bearer." + Client.userToken())) {
      assertEquals("", socket.subprotocol());
    }
  }

  @Test
  void forgedTokensAreRefused() {
    assertEquals(401, Socket.refusal(client, PATH, Map.of("Authorization", "Bearer x.y.z")));
    assertEquals(401, Socket.refusal(client, PATH, Map.of(), "apifleet.changes", "bearer.x.y.z"));
    String[] parts = Client.userToken().split("\\.");
    String forged = parts[0] + "." + parts[1] + ".AAAA";
    assertEquals(401, Socket.refusal(client, PATH, Map.of(), "bearer." + forged));
  }

  @Test
  void twoCredentialsAreRefused() {
    String token = Client.userToken();
    assertEquals(
        400,
        Socket.refusal(
            client, PATH, Map.of("Authorization", "Bearer " + token), "bearer." + token));
    Map<String, String> apiKey = Map.of("X-API-Key", "admin-token-dev");
    assertEquals(400, Socket.refusal(client, PATH, apiKey, "bearer." + token));
    assertEquals(400, Socket.refusal(client, PATH, apiKey, "bearer.x.y.z"));
    assertEquals(400, Socket.refusal(client, PATH, Map.of(), "bearer.a", "bearer.b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"50%", "%s%d", "%1$n", "\\\"}{"})
  void nameOfASubscriptionIsTextAlone(String name) {
    try (Socket socket = open()) {
      socket.send("{\"type\":\"subscribe\",\"id\":\"" + name + "\"}");
      Eventually.until(() -> socket.closedWith != 0 || socket.of("position").count() == 1);
      assertEquals(
          name.replace("\\", ""),
          socket.of("position").findFirst().orElseThrow().get("id").asText());
    }
  }

  @Test
  void otherVersionsAreNotThere() {
    assertEquals(404, Socket.refusal(client, "/api/v3/ws", Map.of()));
  }

  @Test
  void nobodySeesOrdersWithoutAName() {
    try (Socket socket = open()) {
      socket.subscribe("a", "");
      writer.order(writer.newId(), "user@example.com");
      long id = writer.newId();
      writer.update(id, 1);
      Eventually.until(() -> socket.ids().contains(id));
      assertTrue(
          socket
              .of("change")
              .noneMatch(said -> said.get("change").get("type").asText().equals("order")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "\"subscribe\"",
        "{\"type\":\"subscribe\"}",
        "{\"type\":\"subscribe\",\"id\":1}",
        "{\"type\":\"subscribe\",\"id\":\"\"}",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"after\":-1}",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"after\":\"1 OR 1=1\"}",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"types\":[\"';DROP TABLE change;--\"]}",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"types\":[null]}",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"ids\":[null]}",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"ids\":[\"1\"]}",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"id\":\"b\"}",
        "{\"type\":\"unsubscribe\",\"id\":\"nothing\"}",
        "{\"type\":\"explode\"}"
      })
  void strangeMessagesAreAnsweredAndTheSocketLives(String message) {
    try (Socket socket = open()) {
      socket.send(message);
      Eventually.until(() -> socket.of("error").count() == 1);
      socket.send("{\"type\":\"ping\"}");
      Eventually.until(() -> socket.of("pong").count() == 1);
    }
  }

  @Test
  void subscriptionsAreLimited() {
    try (Socket socket = open()) {
      IntStream.range(0, 10).forEach(i -> socket.subscribe("s" + i, ""));
      socket.send("{\"type\":\"subscribe\",\"id\":\"one-more\"}");
      socket.awaitError("too-many-subscriptions");
      socket.send("{\"type\":\"subscribe\",\"id\":\"s1\"}");
      socket.awaitError("invalid-id");
    }
  }

  @Test
  void floodOfMessagesIsEnded() {
    try (Socket socket = open()) {
      IntStream.rangeClosed(0, 50).forEach(i -> socket.send("{\"type\":\"ping\"}"));
      Eventually.until(() -> socket.closedWith == 1008);
      assertEquals("too-many-messages", socket.closeReason);
    }
  }

  @Test
  void hugeMessageIsEnded() {
    try (Socket socket = open()) {
      socket.send("{\"type\":\"" + "x".repeat(20_000) + "\"}");
      Eventually.until(() -> socket.closedWith != 0);
      assertEquals(0, socket.of("pong").count());
    }
  }

  @Test
  void oneCallerCannotTakeAllStreams() {
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "Bearer " + Client.logIn("pro@example.com", "pro123").<String>path("token"));
    List<Socket> open =
        IntStream.range(0, 20).mapToObj(i -> Socket.open(client, PATH, headers)).toList();
    open.forEach(socket -> socket.subscribe("a", ""));
    try (Socket more = Socket.open(client, PATH, headers)) {
      Eventually.until(() -> more.closedWith == 1013);
      assertEquals("too-many-streams", more.closeReason);
    }
    open.forEach(Socket::close);
    Eventually.until(
        () -> {
          try (Socket again = Socket.open(client, PATH, headers)) {
            again.send("{\"type\":\"ping\"}");
            Eventually.until(() -> again.closedWith != 0 || again.of("pong").count() == 1);
            return again.closedWith == 0;
          }
        });
  }

  private Socket open() {
    return Socket.open(client, PATH, Map.of());
  }
}
