package dev.apifleet.apiserver.change;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class EventsTest {

  private static final String EVENTS = "/api/v1/events";

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
  void changeIsSeenWithinASecondOfItsCommit() throws Exception {
    long id = writer.newId();
    try (EventStream stream = open("?id=" + id)) {
      assertEquals("text/event-stream", stream.header("content-type").split(";")[0]);
      assertEquals("no-store", stream.header("cache-control"));
      writer.update(id, 3);
      Eventually.within(Duration.ofSeconds(1), () -> stream.events().size() == 1);
      EventStream.Event event = stream.events().getFirst();
      assertEquals("updated", event.name());
      assertEquals(Long.parseLong(event.id()), event.number("position"));
      assertEquals(3, event.number("version"));
      assertEquals("resource", event.json().get("type").asText());
      assertEquals("pump", event.json().get("data").get("name").asText());
      assertFalse(event.json().has("owner"));
    }
  }

  @Test
  void bothVersionsOfTheApiStream() throws Exception {
    long id = writer.newId();
    try (EventStream stream = EventStream.open(client, "/api/v2/events?id=" + id, Map.of())) {
      writer.update(id, 1);
      Eventually.until(() -> stream.events().size() == 1);
    }
  }

  @Test
  void manyChangesComeInOrder() throws Exception {
    long id = writer.newId();
    try (EventStream stream = open("?id=" + id)) {
      writer.updates(id, 200);
      Eventually.until(() -> stream.events().size() == 200);
      assertEquals(versions(1, 200), seen(stream));
    }
  }

  @Test
  void clientComesBackAndMissesNothing() throws Exception {
    long id = writer.newId();
    String last;
    try (EventStream stream = open("?id=" + id)) {
      writer.updates(id, 2);
      Eventually.until(() -> stream.events().size() == 2);
      last = stream.lastId();
    }
    IntStream.rangeClosed(3, 5).forEach(version -> writer.update(id, version));
    try (EventStream back =
        EventStream.open(client, EVENTS + "?after=1&id=" + id, Map.of("Last-Event-ID", last))) {
      Eventually.until(() -> back.events().size() == 3);
      assertEquals(versions(3, 5), seen(back));
    }
    try (EventStream back = open("?after=" + last + "&id=" + id)) {
      Eventually.until(() -> back.events().size() == 3);
      assertEquals(versions(3, 5), seen(back));
    }
  }

  @Test
  void clientWhoComesFromTooFarBackIsToldToReadAnew() throws Exception {
    for (String old : List.of("1", "999999999999999999")) {
      long id = writer.newId();
      try (EventStream stream = open("?id=" + id + "&after=" + old)) {
        Eventually.until(() -> !stream.events().isEmpty());
        assertEquals("reset", stream.events().getFirst().name());
        writer.update(id, 1);
        Eventually.until(() -> stream.events().size() == 2);
        assertEquals("updated", stream.events().getLast().name());
      }
    }
  }

  @Test
  void othersOrdersAreNotSeen() throws Exception {
    String user = Client.userToken();
    String admin = token("admin@example.com", "admin123");
    try (EventStream mine = open("?type=order", user);
        EventStream all = open("?type=order", admin);
        EventStream nobodys = open("?type=order")) {
      long others = writer.newId();
      long own = writer.newId();
      writer.order(others, "pro@example.com");
      writer.order(own, "user@example.com");
      Eventually.until(() -> all.ids().containsAll(List.of(others, own)));
      Eventually.until(() -> mine.ids().contains(own));
      assertEquals(List.of(own), mine.ids());
      assertEquals(List.of(), nobodys.ids());
    }
  }

  @Test
  void othersOrdersAreNotSeenByResumingEither() throws Exception {
    String start;
    try (EventStream before = open("")) {
      start = before.lastId();
    }
    writer.order(writer.newId(), "pro@example.com");
    long id = writer.newId();
    writer.update(id, 1);
    try (EventStream stream = open("?after=" + start, Client.userToken())) {
      Eventually.until(() -> stream.ids().contains(id));
      assertTrue(
          stream.events().stream()
              .noneMatch(event -> event.json().get("type").asText().equals("order")));
    }
  }

  @Test
  void onlyWantedTypesCome() throws Exception {
    long id = writer.newId();
    try (EventStream stream = open("?type=resource&type=other&id=" + id)) {
      writer.write(new Change(Change.Action.DELETED, "third", id, 1, null));
      writer.write(new Change(Change.Action.DELETED, "other", id, 1, null));
      writer.update(id, 2);
      Eventually.until(() -> stream.events().size() == 2);
      assertEquals("deleted", stream.events().getFirst().name());
      assertTrue(stream.events().getFirst().json().get("data").isNull());
    }
  }

  @Test
  void oneCallerCannotTakeAllStreams() throws Exception {
    String token = token("pro@example.com", "pro123");
    List<EventStream> open = IntStream.range(0, 20).mapToObj(i -> opened("", token)).toList();
    Client.bearer(token)
        .get(EVENTS)
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .body("error", equalTo("too-many-streams"));
    open.getFirst().close();
    Eventually.until(
        () -> {
          try (EventStream again = open("", token)) {
            return again.status() == 200;
          }
        });
    open.forEach(EventStream::close);
  }

  @Test
  void thousandClientsSeeEveryChange() {
    long id = writer.newId();
    List<EventStream> streams =
        IntStream.range(0, 1000).mapToObj(i -> opened("?id=" + id, null)).toList();
    try {
      writer.updates(id, 5);
      Eventually.until(() -> streams.stream().allMatch(stream -> stream.events().size() == 5));
      assertTrue(streams.stream().allMatch(stream -> seen(stream).equals(versions(1, 5))));
    } finally {
      streams.forEach(EventStream::close);
    }
  }

  private EventStream open(String query) throws Exception {
    return EventStream.open(client, EVENTS + query, Map.of());
  }

  private EventStream open(String query, String token) throws Exception {
    return EventStream.open(
        client,
        EVENTS + query,
        token == null ? Map.of() : Map.of("Authorization", "Bearer " + token));
  }

  private EventStream opened(String query, String token) {
    try {
      return open(query, token);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String token(String email, String password) {
    return Client.logIn(email, password).then().statusCode(200).extract().path("token");
  }

  private static List<Long> seen(EventStream stream) {
    return stream.events().stream().map(event -> event.number("version")).toList();
  }

  private static List<Long> versions(long first, long last) {
    return Stream.iterate(first, version -> version <= last, version -> version + 1).toList();
  }
}
