package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.protocol.WebSocketClient.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.fixture.Ports;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.RuleAction.Forward;
import dev.apifleet.snapshot.RuleAction.Timeouts;
import io.vertx.core.net.NetServer;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {
  private static final Filter GUARD = WebSocketTest::guard;

  private final TestFleet fleet = new TestFleet((_, _, _) -> List.of(GUARD));
  private final WebSocketBackend backend = new WebSocketBackend(fleet.vertx, "one");

  /** Refuses some, and adds a header to the handshake of the others. */
  private static void guard(Exchange exchange) {
    if (exchange.path().equals("/forbidden")) {
      exchange.reject(new Problem(401, "unauthorized", "Who are you?", "Show a token."));
      return;
    }
    exchange.outbound().editHeaders(headers -> headers.set("x-added", "by the gateway"));
    exchange.proceed();
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void serve(long idleMillis, EndpointConfig... endpoints) {
    Forward plain = Resources.forward(POOL, 10_000, 2);
    Forward forward =
        new Forward(
            plain.backends(),
            new Timeouts(10_000, 0, idleMillis),
            plain.retry(),
            null,
            null,
            0,
            null);
    fleet.serve(
        Resources.pool(POOL),
        new EndpointsConfig(POOL, List.of(endpoints)),
        Resources.route("/", forward));
  }

  private WebSocketClient open(String path, String... subprotocols) {
    return WebSocketClient.open(fleet.port, path, subprotocols);
  }

  private double tunnels() {
    return fleet.registry.get("apifleet.gateway.tunnels").tag("pool", POOL).gauge().value();
  }

  @Test
  void messagesPassBothWays() {
    serve(0, backend.endpoint());
    try (WebSocketClient client = open("/chat")) {
      assertThat(client.echo("hello")).isEqualTo("hello");
      assertThat(next(backend.handshakes).getHeader("x-added")).isEqualTo("by the gateway");
      byte[] large = new byte[5 * 1024 * 1024];
      Arrays.fill(large, (byte) 7);
      client.socket().sendBinary(ByteBuffer.wrap(large), true).join();
      assertThat(next(client.binaries)).isEqualTo(large);
      client.socket().sendClose(1000, "done").join();
      assertThat(next(client.closed)).isEqualTo(1000);
      assertThat(next(backend.closed)).isEqualTo(1000);
    }
  }

  @Test
  void subprotocolsAreAgreedWithTheBackend() throws Exception {
    serve(0, backend.endpoint());
    try (WebSocketClient client = open("/", "v9.chat", "v2.chat")) {
      assertThat(client.socket().getSubprotocol()).isEqualTo("v2.chat");
    }
  }

  /**
   * The backend is a script: whether Vert.x offers extensions is a property of the whole process.
   */
  private EndpointConfig agreeing() {
    String answer =
        """
        HTTP/1.1 101 Switching Protocols\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
        Sec-WebSocket-Extensions: permessage-deflate\r
        \r
        """;
    NetServer server =
        fleet
            .vertx
            .createNetServer()
            .connectHandler(
                socket ->
                    socket.handler(
                        asked -> {
                          assertThat(asked.toString())
                              .containsIgnoringCase("sec-websocket-extensions: permessage-deflate");
                          socket.write(answer);
                        }));
    return new EndpointConfig("one", "127.0.0.1", Waiting.on(server.listen(0)).actualPort());
  }

  @Test
  void extensionsAreAgreedWithTheBackend() {
    serve(0, agreeing());
    String head =
        RawClient.ask(
            fleet.port,
            """
            GET / HTTP/1.1\r
            Host: x\r
            Connection: keep-alive, Upgrade\r
            Upgrade: WebSocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Extensions: permessage-deflate\r
            \r
            """);
    assertThat(head)
        .startsWith("HTTP/1.1 101")
        .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        .containsIgnoringCase("sec-websocket-extensions: permessage-deflate")
        .containsIgnoringCase("x-backend: one");
  }

  @Test
  void filtersAndBackendsMayRefuseTheHandshake() {
    serve(0, backend.endpoint());
    assertThat(refusal("/forbidden")).isEqualTo(401);
    assertThat(backend.handshakes).isEmpty();
    assertThat(refusal("/refused")).isEqualTo(403);
    assertThat(tunnels()).isZero();
  }

  private int refusal(String path) {
    try (WebSocketClient client = new WebSocketClient()) {
      CompletionException failure =
          catchThrowableOfType(
              CompletionException.class, () -> client.handshake(fleet.port, path).join());
      return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }
  }

  @Test
  void anotherEndpointIsTriedBeforeTheHandshakeIsDone() {
    EndpointConfig dead = new EndpointConfig("dead", "127.0.0.1", Ports.free());
    serve(0, dead, backend.endpoint());
    for (int i = 0; i < 4; i++) {
      try (WebSocketClient client = open("/")) {
        assertThat(client.echo("there")).isEqualTo("there");
      }
    }
  }

  @Test
  void onlySilenceEndsATunnel() {
    serve(200, backend.endpoint());
    AtomicInteger echoes = new AtomicInteger();
    try (WebSocketClient busy = open("/");
        WebSocketClient silent = open("/")) {
      eventually(
          Duration.ofSeconds(20),
          () -> {
            busy.echo("ping");
            echoes.incrementAndGet();
            return !silent.closed.isEmpty() || !silent.errors.isEmpty();
          });
      assertThat(busy.echo("still here")).isEqualTo("still here");
      assertThat(echoes).hasPositiveValue();
      eventually(Duration.ofSeconds(20), () -> tunnels() == 1);
    }
  }

  @Test
  void whatLeavesEndsTheOtherSideAndTheFigures() {
    serve(0, backend.endpoint());
    try (WebSocketClient client = open("/")) {
      client.echo("one");
      assertThat(tunnels()).isEqualTo(1);
      client.socket().abort();
      next(backend.closed);
      eventually(Duration.ofSeconds(20), () -> tunnels() == 0 && underWay() == 0);
    }
    try (WebSocketClient client = open("/")) {
      backend.opened.remove();
      next(backend.opened).end();
      next(client.closed);
      eventually(Duration.ofSeconds(20), () -> tunnels() == 0 && underWay() == 0);
    }
  }

  private double underWay() {
    return fleet.registry.get("apifleet.gateway.requests.under.way").gauge().value();
  }

  @Test
  void aGatewayThatLeavesSaysSo() {
    serve(0, backend.endpoint());
    try (WebSocketClient client = open("/")) {
      client.echo("hello");
      fleet.gateway.drain();
      assertThat(client.echo("still served")).isEqualTo("still served");
      fleet.gateway.stop();
      assertThat(next(client.closed)).isEqualTo(1001);
      assertThat(next(backend.closed)).isEqualTo(1001);
    }
  }

  @Test
  void aSlowReaderHoldsTheOtherSideBack() {
    backend.behaviour = socket -> socket.pause();
    serve(0, backend.endpoint());
    AtomicInteger sent = new AtomicInteger();
    int messages = 400;
    byte[] message = new byte[128 * 1024];
    try (WebSocketClient client = open("/")) {
      Thread sender =
          Thread.startVirtualThread(
              () -> {
                for (int i = 0; i < messages; i++) {
                  client.socket().sendBinary(ByteBuffer.wrap(message), true).join();
                  sent.incrementAndGet();
                }
              });
      AtomicInteger before = new AtomicInteger(-1);
      eventually(Duration.ofSeconds(20), () -> sent.get() > 0 && stoodStill(sent, before));
      assertThat(sent.get()).isLessThan(messages);
      AtomicInteger received = new AtomicInteger();
      var socket = next(backend.opened);
      socket.binaryMessageHandler(_ -> received.incrementAndGet());
      socket.resume();
      eventually(Duration.ofSeconds(60), () -> received.get() == messages);
      assertThat(sender.isAlive()).isFalse();
    }
  }

  /** Whether nothing was sent for as long as a hundred looks take. */
  private static boolean stoodStill(AtomicInteger sent, AtomicInteger before) {
    for (int look = 0; look < 100; look++) {
      if (before.getAndSet(sent.get()) != sent.get()) {
        return false;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
    return true;
  }
}
