package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.protocol.WebSocketClient.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Ports;
import dev.apifleet.gateway.fleet.Certificate;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.RawHttp2;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.protocol.WebSocketScript.Pair;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the two sides of a WebSocket see on the wire when something goes away, or changes. */
class WebSocketGoodbyeTest {
  private static final String RESTARTED = "880203f4";
  private static final String GOING_AWAY = "880203e9";
  private static final byte[] PING = {(byte) 0x89, 0};

  private final TestFleet fleet = new TestFleet();
  private final WebSocketScript script = new WebSocketScript();

  @AfterEach
  void stop() throws IOException {
    fleet.close();
    script.close();
  }

  private void serve(EndpointConfig... endpoints) {
    fleet.serve(
        Resources.pool(POOL),
        new EndpointsConfig(POOL, List.of(endpoints)),
        Resources.route("/", POOL));
  }

  private Pair open() throws IOException {
    serve(script.endpoint("one"));
    return script.open(fleet.port);
  }

  /** All that comes until the other end says that this was all; a reset would be an exception. */
  private static String toEnd(Socket socket) throws IOException {
    return HexFormat.of().formatHex(socket.getInputStream().readAllBytes());
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Test
  void aBackendThatEndsWithoutAWordIsOneThatRestarts() throws IOException {
    try (Pair pair = open()) {
      pair.backend().getOutputStream().write(PING);
      pair.backend().close();
      assertThat(toEnd(pair.client())).isEqualTo("8900" + RESTARTED);
    }
  }

  @Test
  void aBackendThatIsKilledIsNoResetForItsClient() throws IOException {
    try (Pair pair = open()) {
      reset(pair.backend());
      assertThat(toEnd(pair.client())).isEqualTo(RESTARTED);
    }
  }

  @Test
  void whatABackendSaysItselfIsPassedOn() throws IOException {
    try (Pair pair = open()) {
      pair.backend().getOutputStream().write(HexFormat.of().parseHex("88020fa1"));
      pair.backend().close();
      assertThat(toEnd(pair.client())).isEqualTo("88020fa1");
    }
  }

  @Test
  void halfAFrameIsFollowedByNothing() throws IOException {
    try (Pair pair = open()) {
      pair.backend().getOutputStream().write(HexFormat.of().parseHex("820a0102"));
      pair.backend().close();
      assertThat(toEnd(pair.client())).isEqualTo("820a0102");
    }
  }

  @Test
  void aClientThatGoesOnSendingHearsItToo() throws IOException {
    try (Pair pair = open()) {
      Thread sender = Thread.startVirtualThread(() -> sendOn(pair.client()));
      reset(pair.backend());
      assertThat(toEnd(pair.client())).isEqualTo(RESTARTED);
      sender.interrupt();
    }
  }

  private static void sendOn(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      while (!Thread.interrupted()) {
        out.write(new byte[] {(byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 7});
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  @Test
  void onlyTheSocketsOfTheBackendThatIsGoneEnd() throws IOException {
    WebSocketBackend other = new WebSocketBackend(fleet.vertx, "two");
    serve(other.endpoint());
    try (WebSocketClient spared = WebSocketClient.open(fleet.port, "/");
        Pair pair = open()) {
      reset(pair.backend());
      assertThat(toEnd(pair.client())).isEqualTo(RESTARTED);
      assertThat(spared.echo("still there")).isEqualTo("still there");
    }
  }

  @Test
  void aGatewayThatLeavesSaysSoToBothAndResetsNeither() throws IOException {
    try (Pair pair = open()) {
      fleet.gateway.drain();
      fleet.gateway.stop(Duration.ofSeconds(8));
      assertThat(toEnd(pair.client())).isEqualTo(GOING_AWAY);
      byte[] frame = pair.backend().getInputStream().readAllBytes();
      assertThat(frame).hasSize(8).startsWith(0x88, 0x82);
      assertThat((frame[6] ^ frame[2]) << 8 & 0xff00 | (frame[7] ^ frame[3]) & 0xff)
          .isEqualTo(1001);
    }
  }

  @Test
  void aMessageUnderWayIsWaitedForAndThenTheGoodbyeIsSaid() throws IOException {
    try (Pair pair = open();
        Http2Wire clock = new Http2Wire(fleet.port)) {
      clock.send(RawHttp2.headers(1, RawHttp2.END_STREAM_AND_HEADERS, "/%"));
      // only whom the gateway knows is told that it leaves
      clock.next(Http2Wire.HEADERS);
      pair.backend().getOutputStream().write(HexFormat.of().parseHex("82040102"));
      assertThat(pair.client().getInputStream().readNBytes(4)).hasSize(4);
      fleet.gateway.stop(Duration.ofSeconds(20));
      clock.next(Http2Wire.GO_AWAY);
      clock.next(Http2Wire.GO_AWAY);
      try (Socket later = RawClient.connect(fleet.port)) {
        assertThat(later.getInputStream().read()).as("more than a second later").isNegative();
      }
      pair.backend().getOutputStream().write(HexFormat.of().parseHex("0304"));
      assertThat(toEnd(pair.client())).isEqualTo("0304" + GOING_AWAY);
    }
  }

  @Test
  void noChangeOfWhatIsServedEndsAWebSocket() {
    WebSocketBackend backend = new WebSocketBackend(fleet.vertx, "one");
    WebSocketBackend second = new WebSocketBackend(fleet.vertx, "two");
    EndpointsConfig one = new EndpointsConfig(POOL, List.of(backend.endpoint()));
    fleet.serve(Resources.pool(POOL), one, Resources.route("/", POOL));
    try (WebSocketClient client = WebSocketClient.open(fleet.port, "/")) {
      fleet.serve(
          Resources.pool(POOL), one, Resources.route("/", Resources.forward(POOL, 5_000, 0)));
      expectEcho(client, "its route is edited");
      fleet.serve(
          Resources.pool(POOL),
          new EndpointsConfig(POOL, List.of(backend.endpoint(), second.endpoint())),
          Resources.route("/", POOL));
      expectEcho(client, "another endpoint comes");
      fleet.serve(Http2Pools.pool(POOL), one, Resources.route("/", POOL));
      expectEcho(client, "its pool is edited, and the other endpoint goes");
      fleet.serve(Resources.pool(POOL), one, Resources.listener(Ports.free()));
      expectEcho(client, "its route is deleted, and a port opens");
      fleet.serve(Resources.pool(POOL), new EndpointsConfig(POOL, List.of()));
      expectEcho(client, "its endpoint is not ready any more");
      fleet.serve();
      expectEcho(client, "its pool is deleted");
      fleet.operator.stop();
      expectEcho(client, "the operator is gone");
      fleet.restartOperator(Certificate.of("operator.test", fleet.folder));
      expectEcho(client, "another operator is there");
      assertThat(client.closed).isEmpty();
      client.socket().sendClose(1000, "done").join();
      assertThat(next(client.closed)).isEqualTo(1000);
    }
  }

  private static void expectEcho(WebSocketClient client, String when) {
    assertThat(client.echo(when)).isEqualTo(when);
  }
}
