package dev.apifleet.gateway.hygiene;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fixture.Eventually;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.RawHttp2;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.TestLimits;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits of connections act on the live gateway, without a restart. */
class ConnectionLimitsTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    fleet.close();
  }

  private void serve(ClientLimits limits, String... trustedProxies) {
    fleet.serve(
        Resources.pool(POOL),
        Resources.endpoints(POOL, backend),
        Resources.route("/", POOL),
        TestLimits.fleet(limits, trustedProxies));
  }

  private Socket connect() throws IOException {
    Socket socket = RawClient.connect(fleet.port);
    sockets.add(socket);
    return socket;
  }

  private static boolean isServed(Socket socket) {
    try {
      socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
      boolean served = RawClient.readHead(socket).startsWith("HTTP/1.1 200");
      if (served) {
        socket.getInputStream().readNBytes("one".length());
      }
      return served;
    } catch (SocketException _) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private double closed(String reason) {
    return fleet
        .registry
        .get("apifleet.gateway.connections.closed")
        .tag("reason", reason)
        .counter()
        .count();
  }

  private double open() {
    return fleet.registry.get("apifleet.gateway.connections").gauge().value();
  }

  @Test
  void anAddressMayHaveOnlySoManyConnections() throws IOException {
    serve(TestLimits.connections(100, 2));
    Socket first = connect();
    assertThat(isServed(first)).isTrue();
    assertThat(isServed(connect())).isTrue();
    assertThat(isServed(connect())).isFalse();
    assertThat(closed("too_many_of_address")).isEqualTo(1);
    first.close();
    Eventually.eventually(java.time.Duration.ofSeconds(20), () -> open() == 1);
    assertThat(isServed(connect())).isTrue();
  }

  @Test
  void aChangeActsOnTheNextConnection() throws IOException {
    serve(TestLimits.connections(100, 1));
    Socket first = connect();
    assertThat(isServed(first)).isTrue();
    assertThat(isServed(connect())).isFalse();
    serve(TestLimits.connections(100, 2));
    assertThat(isServed(connect())).isTrue();
    assertThat(isServed(first)).isTrue();
  }

  @Test
  void trustedProxiesAreNotCounted() throws IOException {
    serve(TestLimits.connections(3, 1), "127.0.0.0/8");
    assertThat(isServed(connect())).isTrue();
    assertThat(isServed(connect())).isTrue();
    assertThat(isServed(connect())).isTrue();
    assertThat(isServed(connect())).isFalse();
    assertThat(closed("too_many")).isEqualTo(1);
  }

  @Test
  void aHeadThatDripsIsGivenUp() throws IOException {
    serve(TestLimits.times(600, 60_000, 100));
    Socket socket = connect();
    OutputStream out = socket.getOutputStream();
    out.write("GET / HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
    Thread drip = Thread.ofVirtual().start(() -> drip(socket));
    assertThat(RawClient.readHead(socket))
        .startsWith("HTTP/1.1 408")
        .contains("application/problem+json");
    drip.interrupt();
    assertThat(closed("header_timeout")).isEqualTo(1);
  }

  /** A byte at a time, for as long as the gateway takes it. */
  private static void drip(Socket socket) {
    try {
      for (int i = 0; i < 10_000 && !Thread.currentThread().isInterrupted(); i++) {
        socket.getOutputStream().write('X');
        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException _) {
      // The gateway has left.
    }
  }

  @Test
  void aHeadThatStandsStillOverHttp2IsGivenUp() throws IOException {
    serve(TestLimits.times(600, 60_000, 100));
    Socket socket = connect();
    OutputStream out = socket.getOutputStream();
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
    out.write(new byte[] {0, 0, 1, 1, 1, 0, 0, 0, 1, (byte) 0x82});
    socket.getInputStream().readAllBytes();
    assertThat(closed("header_timeout")).isEqualTo(1);
  }

  @Test
  void aConnectionOutlivesTheHeaderTimeWhileItIsServed() throws IOException {
    serve(TestLimits.times(300, 60_000, 100));
    backend.behaviour = request -> fleet.vertx.setTimer(900, _ -> request.response().end("one"));
    Socket socket = connect();
    assertThat(isServed(socket)).isTrue();
    assertThat(isServed(socket)).isTrue();
  }

  @Test
  void pingsDoNotKeepAConnectionWithoutRequests() throws IOException {
    serve(TestLimits.idle(500));
    Socket socket = connect();
    OutputStream out = socket.getOutputStream();
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
    out.write(new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8});
    socket.getInputStream().readAllBytes();
    assertThat(closed("idle")).isEqualTo(1);
  }

  @Test
  void sizesOfHeadsActOnTheNextConnection() throws IOException {
    serve(TestLimits.sizes(64, 1024, 1000));
    assertThat(
            RawClient.ask(fleet.port, "GET /" + "x".repeat(100) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .contains(" 414 ");
    assertThat(
            RawClient.ask(
                fleet.port, "GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(1100) + "\r\n\r\n"))
        .contains(" 431 ");
    assertThat(RawHttp2.get(fleet.port, "/" + "x".repeat(100))).isEqualTo("414");
    assertThat(RawHttp2.get(fleet.port, "/", "x", "x".repeat(1100))).isIn("431", "none");
    serve(TestLimits.sizes(64 * 1024, 64 * 1024, 1000));
    assertThat(
            RawClient.ask(
                fleet.port,
                "GET /"
                    + "x".repeat(3_000)
                    + " HTTP/1.1\r\nHost: x\r\nX: "
                    + "x".repeat(3_000)
                    + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }
}
