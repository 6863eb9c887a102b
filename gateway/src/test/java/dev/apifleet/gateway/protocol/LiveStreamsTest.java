package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.Load;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveStreamsTest {
  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");
  private final WebSocketBackend chat = new WebSocketBackend(fleet.vertx, "chat");

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void aHundredEditsUnderLoadFailNoRequestAndDropNoWebSocket() {
    edit(0);
    try (WebSocketClient first = WebSocketClient.open(fleet.port, "/chat");
        Load load = new Load(fleet, 4, () -> fleet.request("/").GET().build())) {
      load.await(20);
      for (int i = 1; i <= 100; i++) {
        edit(i);
        assertThat(first.echo("edit " + i)).isEqualTo("edit " + i);
      }
      load.await(20);
      assertThat(load.stop()).containsOnlyKeys(200);
      assertThat(chat.closed).isEmpty();
    }
  }

  /** Another pool, another way to speak with it, another rule. */
  private void edit(int number) {
    String chatPool = number % 2 == 0 ? "test/chat" : "test/talk";
    ConnectionsConfig connections =
        new ConnectionsConfig(false, null, 100 + number % 3, 1_000, 1_000, 30_000);
    fleet.serve(
        pool("test/api"),
        Resources.endpoints("test/api", backend),
        route("/", forward("test/api", 5_000 + number, 0)),
        Http2Pools.pool(chatPool, connections),
        new EndpointsConfig(chatPool, List.of(chat.endpoint())),
        route("/chat", forward(chatPool, 5_000 + number, 0)));
  }

  @Test
  void aWebSocketOutlivesItsRouteAndItsPool() {
    edit(0);
    try (WebSocketClient client = WebSocketClient.open(fleet.port, "/chat")) {
      fleet.serve(
          pool("test/api"),
          Resources.endpoints("test/api", backend),
          route("/", forward("test/api", 5_000, 0)));
      assertThat(client.echo("still here")).isEqualTo("still here");
    }
  }
}
