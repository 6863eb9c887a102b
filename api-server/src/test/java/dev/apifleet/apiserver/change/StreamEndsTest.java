package dev.apifleet.apiserver.change;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An instance of its own, with short times, that leaves in the end. */
@QuarkusTest
@WithTestResource(Backends.class)
@TestProfile(StreamEndsTest.Short.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StreamEndsTest {

  /** Short times. */
  public static final class Short implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "apiserver.token.ttl", "PT8S",
          "apiserver.changes.heartbeat", "PT0.3S",
          "apiserver.changes.remembered", "64",
          "apiserver.changes.streams", "3");
    }
  }

  private static final String EVENTS = "/api/v1/events";

  private final HttpClient client = HttpClient.newHttpClient();
  @Inject Writer writer;
  @Inject Feed feed;
  @Inject Streams streams;

  @BeforeEach
  void ready() {
    Client.awaitReady();
    Eventually.until(feed::started);
  }

  @Test
  @Order(1)
  void heartbeatsMoveThePlaceToResumeFrom() throws Exception {
    try (EventStream stream = open("?id=1", Map.of())) {
      String before = stream.lastId();
      writer.update(writer.newId(), 1);
      Eventually.until(() -> !stream.lastId().equals(before));
      assertTrue(stream.events().isEmpty());
    }
  }

  @Test
  @Order(2)
  void streamsEndWithTheToken() throws Exception {
    Map<String, String> token = Map.of("Authorization", "Bearer " + Client.userToken());
    try (EventStream stream = open("", token);
        var socket = dev.apifleet.apiserver.change.Socket.open(client, "/api/v1/ws", token)) {
      Eventually.until(stream::isOver);
      EventStream.Event last = stream.events().getLast();
      assertEquals("end", last.name());
      assertEquals("token-expired", last.json().get("error").asText());
      Eventually.until(() -> socket.closedWith == 1008);
    }
    try (EventStream late = open("", token)) {
      assertEquals(401, late.status());
    }
    assertEquals(401, dev.apifleet.apiserver.change.Socket.refusal(client, "/api/v1/ws", token));
  }

  @Test
  @Order(3)
  void thoseWithoutANameLeaveRoomForThoseWithOne() throws Exception {
    Map<String, String> token = Map.of("Authorization", "Bearer " + Client.userToken());
    try (EventStream one = open("", Map.of());
        EventStream two = open("", Map.of());
        EventStream three = open("", Map.of());
        EventStream named = open("", token)) {
      assertEquals(503, three.status());
      assertEquals(200, named.status());
    }
    Eventually.until(this::hasRoom);
  }

  @Test
  @Order(3)
  void instanceThatIsFullSaysSo() throws Exception {
    try (EventStream one = open("", Map.of());
        EventStream two = open("", Map.of());
        EventStream three = open("", Map.of("Authorization", "Bearer " + Client.userToken()))) {
      given()
          .get(EVENTS)
          .then()
          .statusCode(503)
          .header("Retry-After", "1")
          .body("error", equalTo("streams-full"));
    }
    Eventually.until(this::hasRoom);
  }

  /** 64 changes of 60 KiB do not fit into what lies between a server and a client. */
  @Test
  @Order(4)
  void clientThatDoesNotReadIsCutOffAndOthersDoNotWait() throws Exception {
    long id = writer.newId();
    String big = "{\"text\":\"" + "x".repeat(60_000) + "\"}";
    Eventually.until(this::hasRoom);
    try (Socket stuck = new Socket("127.0.0.1", RestAssured.port);
        EventStream other = open("?id=" + id, Map.of())) {
      stuck
          .getOutputStream()
          .write(("GET " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes());
      assertEquals('H', stuck.getInputStream().read());
      for (int version = 1; version <= 300; version++) {
        writer.write(new Change(Change.Action.UPDATED, "resource", id, version, big));
      }
      Eventually.until(() -> other.events().size() == 300);
      Eventually.until(() -> given().get("/metrics").asString().contains("reason=\"too-slow\""));
      Eventually.within(Duration.ofSeconds(10), () -> isCutOff(stuck));
    }
  }

  @Test
  @Order(5)
  void instanceThatLeavesSaysGoodbye() throws Exception {
    Eventually.until(this::hasRoom);
    try (EventStream stream = open("", Map.of());
        var socket = dev.apifleet.apiserver.change.Socket.open(client, "/api/v1/ws", Map.of())) {
      socket.send("{\"type\":\"ping\"}");
      Eventually.until(() -> socket.of("pong").count() == 1);
      streams.leave(Duration.ofMillis(500));
      Eventually.until(stream::isOver);
      assertEquals("leaving", stream.events().getLast().json().get("error").asText());
      Eventually.until(() -> socket.closedWith == 1001);
      Eventually.until(() -> given().get(EVENTS).statusCode() == 503);
    }
  }

  private boolean hasRoom() throws Exception {
    try (EventStream stream = open("", Map.of())) {
      return stream.status() == 200;
    }
  }

  private EventStream open(String query, Map<String, String> headers) throws Exception {
    return EventStream.open(client, EVENTS + query, headers);
  }

  private static boolean isCutOff(Socket socket) {
    try {
      return socket.getInputStream().read(new byte[1 << 20]) < 0;
    } catch (IOException reset) {
      return true;
    }
  }
}
