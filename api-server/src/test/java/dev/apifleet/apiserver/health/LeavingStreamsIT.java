package dev.apifleet.apiserver.health;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.backends.Backends;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An instance with streams of every kind says goodbye, and does not wait for their clients. */
class LeavingStreamsIT {

  private static final String FOLLOW =
      """
      {"type":"subscribe","id":"a","payload":{"query":"subscription { resourceChanges { id } }"}}""";

  @Test
  void openStreamsAreToldAndHoldNobodyUp() throws Exception {
    Backends backends = new Backends();
    Map<String, String> settings = backends.start();
    try (ServerProcess server = new ServerProcess("leaving-streams", settings).awaitReady()) {
      var events = server.events("", Map.of());
      var socket = server.socket("/api/v1/ws", null, "{\"type\":\"ping\"}");
      var graph =
          server.socket(
              "/graphql", "graphql-transport-ws", "{\"type\":\"connection_init\"}", FOLLOW);
      var idle =
          server.socket("/graphql", "graphql-transport-ws", "{\"type\":\"connection_init\"}");
      long start = System.nanoTime();
      server.process().destroy();
      assertTrue(server.process().waitFor(40, TimeUnit.SECONDS), "it did not end");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      await().until(() -> events.over && socket.over && graph.over && idle.over);
      assertFalse(server.log().contains("Timed out waiting for graceful shutdown"), took + "");
      assertTrue(took.compareTo(Duration.ofSeconds(12)) < 0, "it took " + took);
      assertTrue(events.said("leaving"), events.lines + "");
      assertEquals(1001, socket.closedWith);
      assertTrue(graph.said("leaving"), graph.lines + "");
    } finally {
      backends.stop();
    }
  }
}
