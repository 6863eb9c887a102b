package dev.apifleet.apiserver.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.Someone;
import dev.apifleet.apiserver.backends.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream is no way to outlive the credential that it was opened with. */
@QuarkusTest
@WithTestResource(Backends.class)
class RevokedStreamsTest {

  private static final Duration SECONDS = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newHttpClient();
  @Inject Feed feed;

  @BeforeEach
  void ready() {
    Client.awaitReady();
    Eventually.until(feed::started);
  }

  @Test
  void theyEndWithTheApiKey() throws Exception {
    Someone.Key key = Someone.withRoles("user").key("user");
    endsSoonAfter(key.header(), key::revoke);
  }

  @Test
  void theyEndWithTheSession() throws Exception {
    String session = Someone.withRoles("user").logIn("session");
    endsSoonAfter(bearer(session), () -> logOut(session));
  }

  @Test
  void theyEndWithARevokedToken() throws Exception {
    String token = Someone.withRoles("user").logIn("token");
    endsSoonAfter(bearer(token), () -> logOut(token));
  }

  @Test
  void theyEndWithTheAccountWhateverTheyWereOpenedWith() throws Exception {
    Someone someone = Someone.withRoles("user");
    String token = someone.logIn("token");
    try (EventStream byKey = open(someone.key("user").header());
        EventStream bySession = open(bearer(someone.logIn("session")))) {
      endsSoonAfter(bearer(token), () -> someone.change(Map.of("enabled", false)));
      awaitEnd(byKey);
      awaitEnd(bySession);
    }
  }

  @Test
  void theyEndWhenAKeyLosesARole() throws Exception {
    Someone someone = Someone.withRoles("user", "admin");
    endsSoonAfter(
        someone.key("user", "admin").header(),
        () -> someone.change(Map.of("roles", List.of("user"))));
  }

  @Test
  void othersGoOn() throws Exception {
    Someone.Key key = Someone.withRoles("user").key("user");
    try (EventStream other = open(Someone.withRoles("user").key("user").header())) {
      endsSoonAfter(key.header(), key::revoke);
      assertFalse(other.isOver());
    }
  }

  private void endsSoonAfter(Map<String, String> credential, Runnable revocation) throws Exception {
    try (EventStream stream = open(credential);
        Socket socket = Socket.open(client, "/api/v1/ws", credential)) {
      socket.send("{\"type\":\"ping\"}");
      Eventually.until(() -> socket.of("pong").count() == 1);
      revocation.run();
      awaitEnd(stream);
      Eventually.within(SECONDS, () -> socket.closedWith == 1008);
      assertEquals("credential-revoked", socket.closeReason);
    }
  }

  private static void awaitEnd(EventStream stream) {
    Eventually.within(SECONDS, stream::isOver);
    assertEquals("credential-revoked", stream.events().getLast().json().get("error").asText());
  }

  private EventStream open(Map<String, String> credential) throws Exception {
    EventStream stream = EventStream.open(client, "/api/v1/events?id=1", credential);
    assertEquals(200, stream.status());
    return stream;
  }

  private static Map<String, String> bearer(String text) {
    return Map.of("Authorization", "Bearer " + text);
  }

  private static void logOut(String bearer) {
    Client.bearer(bearer).post("/api/v1/auth/logout").then().statusCode(204);
  }
}
