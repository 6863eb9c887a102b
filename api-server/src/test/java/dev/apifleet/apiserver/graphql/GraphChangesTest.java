package dev.apifleet.apiserver.graphql;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.Client;
import dev.apifleet.apiserver.Someone;
import dev.apifleet.apiserver.backends.Backends;
import dev.apifleet.apiserver.change.Change;
import dev.apifleet.apiserver.change.Writer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GraphChangesTest.Short.class)
@WithTestResource(Backends.class)
class GraphChangesTest {

  /** Tokens that end while a test looks on. */
  public static final class Short implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("apiserver.token.ttl", "PT8S", "apiserver.changes.streams-per-subject", "3");
    }
  }

  private static final String ALL = "subscription { resourceChanges { id action version } }";

  @Inject Writer writer;

  @BeforeEach
  void ready() {
    Client.awaitReady();
  }

  @Test
  void changeIsSeenWithinASecond() {
    try (GraphSocket socket = GraphSocket.open(Map.of())) {
      follow(socket, ALL);
      long id = writer.newId();
      writer.write(new Change(Change.Action.CREATED, "resource", id, 1, "{}"));
      socket.within(Duration.ofSeconds(1), () -> socket.ids("a").contains(id));
      assertTrue(socket.said("a").contains("CREATED"), socket.said("a"));
    }
  }

  @Test
  void onlyWhatIsAskedForIsTold() {
    long wanted = writer.newId();
    try (GraphSocket socket = GraphSocket.open(Map.of())) {
      socket.run("b", "subscription { resourceChanges(ids: [%d]) { id } }".formatted(wanted));
      follow(socket, ALL);
      long other = writer.newId();
      writer.update(other, 1);
      writer.update(wanted, 1);
      socket.until(() -> socket.ids("a").contains(wanted) && socket.ids("a").contains(other));
      socket.until(() -> socket.ids("b").contains(wanted));
      assertEquals(List.of(wanted), socket.ids("b").stream().distinct().toList());
    }
  }

  @Test
  void whatIsAnothersIsNotTold() {
    long hidden = writer.newId();
    Someone owner = Someone.withRoles("user");
    try (GraphSocket mine = GraphSocket.open(owner.key("user").header());
        GraphSocket others = GraphSocket.open(Someone.withRoles("user").key("user").header())) {
      follow(mine, ALL);
      follow(others, ALL);
      writer.write(new Change(Change.Action.CREATED, "resource", hidden, 1, "{}", owner.email()));
      long open = writer.newId();
      writer.update(open, 1);
      mine.until(() -> mine.ids("a").contains(hidden));
      others.until(() -> others.ids("a").contains(open));
      assertTrue(!others.ids("a").contains(hidden));
    }
  }

  @Test
  void forgedTokenIsRefused() {
    var failure =
        assertThrows(
            CompletionException.class, () -> GraphSocket.open(bearerOf("forged.token.here")));
    assertEquals(
        401, ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode());
  }

  @Test
  void endsWithTheToken() {
    String token = Someone.withRoles("user").logIn("token");
    try (GraphSocket socket = GraphSocket.open(bearerOf(token))) {
      follow(socket, ALL);
      socket.until(() -> socket.said("a").contains("token-expired"));
      socket.run("late", ALL);
      socket.until(() -> !socket.said("late").isEmpty() && socket.said("late").contains("error"));
    }
  }

  @Test
  void endsWithTheKey() {
    Someone.Key key = Someone.withRoles("user").key("user");
    try (GraphSocket socket = GraphSocket.open(key.header())) {
      follow(socket, ALL);
      key.revoke();
      socket.within(Duration.ofSeconds(5), () -> socket.said("a").contains("credential-revoked"));
      socket.run("late", ALL);
      socket.until(() -> socket.said("late").contains("credential-revoked"));
    }
  }

  @Test
  void moreStreamsThanAreGivenToOneAreRefused() {
    try (GraphSocket socket = GraphSocket.open(Someone.withRoles("user").key("user").header())) {
      IntStream.range(0, 4).forEach(i -> socket.run("s" + i, ALL));
      socket.until(
          () ->
              IntStream.range(0, 4)
                  .anyMatch(i -> socket.said("s" + i).contains("too-many-streams")));
    }
  }

  @Test
  void tooManyIdsAreRefused() {
    String ids =
        IntStream.rangeClosed(1, 101).mapToObj(String::valueOf).collect(Collectors.joining(","));
    try (GraphSocket socket = GraphSocket.open(Map.of())) {
      socket.run("a", "subscription { resourceChanges(ids: [" + ids + "]) { id } }");
      socket.until(() -> socket.said("a").contains("invalid"));
      socket.run("n", "subscription { resourceChanges(ids: [null]) { id } }");
      socket.until(() -> socket.said("n").contains("invalid"));
    }
  }

  /** They would go on by a credential that may be over. */
  @Test
  void queriesAndMutationsGoByHttp() {
    try (GraphSocket socket = GraphSocket.open(Map.of())) {
      socket.run("q", "{ resource(id: 1) { id } }");
      awaitRefusal(socket, "q");
      socket.run("m", "mutation { deleteResource(id: 1) }");
      awaitRefusal(socket, "m");
    }
  }

  private static void awaitRefusal(GraphSocket socket, String id) {
    await()
        .untilAsserted(
            () -> assertTrue(socket.said(id).contains("method-not-allowed"), socket.said(id)));
  }

  /** Until a change comes that was made after it began. */
  private void follow(GraphSocket socket, String subscription) {
    socket.run("a", subscription);
    long probe = writer.newId();
    socket.until(
        () -> {
          writer.update(probe, 1);
          return socket.ids("a").contains(probe);
        });
  }

  private static Map<String, String> bearerOf(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }
}
