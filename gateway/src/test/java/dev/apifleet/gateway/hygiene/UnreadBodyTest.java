package dev.apifleet.gateway.hygiene;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.fixture.Ports;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.TestLimits;
import dev.apifleet.gateway.tls.Authority;
import dev.apifleet.gateway.tls.Mount;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.ListenerConfig.ListenerTls;
import dev.apifleet.snapshot.ListenerConfig.Protocol;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends all of its request before it reads gets a refusal all the same. */
class UnreadBodyTest {
  private static final int MIB = 1024 * 1024;
  private static final Authority AUTHORITY = new Authority("servers");
  private static final int TLS_PORT = Ports.free();
  private static final String CLOSE = "Connection: close\r\n";

  private static TestFleet fleet;

  @BeforeAll
  static void start() {
    fleet = new TestFleet(TestLimits.body(MIB), (_, _, _) -> List.of());
    ListenerTls tls =
        new ListenerTls(
            List.of(new Mount(fleet.folder).put("default/any", AUTHORITY.issue("any.test"))),
            null,
            false,
            false);
    fleet.serve(
        new ListenerConfig("https", TLS_PORT, Protocol.HTTPS, tls),
        Resources.pool(TestFleet.POOL),
        Resources.route("/", TestFleet.POOL));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static Socket tls() throws IOException {
    return AUTHORITY
        .trusted()
        .getSocketFactory()
        .createSocket(RawClient.connect(TLS_PORT), "any.test", TLS_PORT, true);
  }

  /** The answer to one who sends so much behind a head. */
  private static String put(Socket socket, String head, int mebibytes) throws IOException {
    socket.getOutputStream().write(("PUT / HTTP/1.1\r\nHost: x\r\n" + head + "\r\n").getBytes());
    byte[] part = new byte[MIB];
    for (int i = 0; i < mebibytes; i++) {
      socket.getOutputStream().write(part);
    }
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", CLOSE})
  void whoSendsTooMuchIsTold(String more) throws IOException {
    String head = "Content-Length: " + 8 * MIB + "\r\n" + more;
    try (Socket socket = RawClient.connect(fleet.port)) {
      assertThat(put(socket, head, 8)).startsWith("HTTP/1.1 413").endsWith("}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", CLOSE})
  void overTlsToo(String more) throws IOException {
    String head = "Content-Length: " + 8 * MIB + "\r\n" + more;
    try (Socket socket = tls()) {
      assertThat(put(socket, head, 8)).startsWith("HTTP/1.1 413").endsWith("}");
    }
  }

  @Test
  void soIsWhoSendsWhatIsNoHttp() throws IOException {
    String head = "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n" + CLOSE;
    try (Socket socket = RawClient.connect(fleet.port)) {
      assertThat(put(socket, head, 8)).startsWith("HTTP/1.1 400").endsWith("}");
    }
  }

  @Test
  void nobodyIsListenedToForEver() throws IOException {
    try (Socket socket = RawClient.connect(fleet.port)) {
      assertThatThrownBy(() -> put(socket, "Content-Length: " + 512 * MIB + "\r\n", 512))
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void whoClosesTooIsGoneAtOnce() throws IOException {
    try (Socket socket = RawClient.connect(fleet.port)) {
      put(socket, "Content-Length: " + 8 * MIB + "\r\n", 0);
      assertThat(open()).isEqualTo(1);
    }
    eventually(Duration.ofSeconds(3), () -> open() == 0);
  }

  private static double open() {
    return fleet.registry.get("apifleet.gateway.connections").gauge().value();
  }
}
