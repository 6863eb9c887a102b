package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fleet.RawHttp2.END_HEADERS;
import static dev.apifleet.gateway.fleet.RawHttp2.END_STREAM_AND_HEADERS;
import static dev.apifleet.gateway.fleet.RawHttp2.ask;
import static dev.apifleet.gateway.fleet.RawHttp2.headers;
import static dev.apifleet.gateway.fleet.RawHttp2.reset;
import static dev.apifleet.gateway.fleet.RawHttp2.trailers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.TestFleet;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that open streams that are over, or were passed over, or speak another protocol. */
class Http2StreamsOutOfTurnTest {
  private static final List<String> ARRIVED = new CopyOnWriteArrayList<>();

  private static TestFleet fleet;

  @BeforeAll
  static void start() {
    fleet = new TestFleet();
    Backend backend = fleet.backend("one");
    backend.behaviour =
        request -> {
          ARRIVED.add(request.path());
          request.body().onSuccess(_ -> request.response().end());
        };
    fleet.serveAll(backend);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static byte[] whole(int stream, String path) {
    return headers(stream, END_STREAM_AND_HEADERS, path);
  }

  private static byte[] open(int stream, String... fields) {
    return headers(stream, END_HEADERS, "/open", fields);
  }

  private static double malformed() {
    return fleet
        .registry
        .get("apifleet.gateway.connections.closed")
        .tag("reason", "malformed")
        .counter()
        .count();
  }

  @Test
  void aSecondHeadEndsTheConnectionAndReachesNoBackend() {
    double before = malformed();
    assertThat(ask(fleet.port, 9, whole(1, "/first"), whole(1, "/second")))
        .isEqualTo("STREAM_CLOSED");
    assertThat(ask(fleet.port, 9, open(1), reset(1), whole(1, "/second")))
        .isEqualTo("STREAM_CLOSED");
    assertThat(ask(fleet.port, 9, open(1), trailers(1), trailers(1))).isEqualTo("STREAM_CLOSED");
    assertThat(ask(fleet.port, 9, whole(5, "/first"), whole(3, "/second")))
        .isEqualTo("PROTOCOL_ERROR");
    assertThat(ARRIVED).doesNotContain("/second");
    assertThat(malformed() - before).isEqualTo(4);
    assertThat(fleet.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void trailersEndARequest() {
    assertThat(ask(fleet.port, 1, open(1), trailers(1))).isEqualTo("200");
  }

  @Test
  void whatIsOnItsWayToAStreamThatTheGatewayResetHarmsNoOther() {
    byte[] reset = open(1, "content-length", "1,2");
    assertThat(ask(fleet.port, 1, reset)).isEqualTo("none");
    assertThat(ask(fleet.port, 3, reset, trailers(1), whole(3, "/"))).isEqualTo("200");
  }

  @Test
  void anotherProtocolIsLeftWithoutAnAnswer() throws IOException {
    double before = malformed();
    for (String line : List.of("INVALID CONNECTION PREFACE", "INVITE sip:a@b SIP/2.0")) {
      try (Socket socket = RawClient.connect(fleet.port)) {
        socket.getOutputStream().write((line + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readAllBytes()).isEmpty();
      }
    }
    assertThat(malformed() - before).isEqualTo(2);
  }
}
