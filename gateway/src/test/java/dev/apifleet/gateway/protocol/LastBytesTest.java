package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.RawHttp2;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.gateway.protocol.Http2Wire.Frame;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that the gateway has, and their clients have not yet, when it leaves. */
class LastBytesTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** More than the kernel takes in. */
  private static final int LARGE = 32 * 1024 * 1024;

  /** SETTINGS: no stream may send anything of its body unasked. */
  private static final byte[] NO_WINDOW = {0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0};

  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void answerWith(int bytes) {
    backend.behaviour = request -> request.response().end(Buffer.buffer(new byte[bytes]));
    fleet.serveAll(backend);
  }

  private Socket ask() throws IOException {
    Socket socket = RawClient.connect(fleet.port);
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(RawClient.readHead(socket)).startsWith("HTTP/1.1 200");
    return socket;
  }

  private boolean isAnswered() {
    Double requests = fleet.requests("test/", "2xx");
    return requests != null && requests > 0;
  }

  /** Reads until the gateway has nothing to wait for but its client; returns how much that was. */
  private int readUntilAnswered(InputStream in) throws IOException {
    int read = 0;
    while (!isAnswered() && read < LARGE) {
      read += in.readNBytes(16 * 1024).length;
    }
    return read;
  }

  /** It has not ended: what it has not sent, and what the kernel has not, would be lost with it. */
  private void isStillThere(Future<Void> stopped) {
    assertThat(RawClient.ask(fleet.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("connection: close");
    assertThat(stopped.isComplete()).isFalse();
  }

  @Test
  void aSlowReaderGetsAllOfAnAnswerThatEndsWhileItLeaves() throws IOException {
    answerWith(LARGE);
    try (Socket socket = ask()) {
      Future<Void> stopped = fleet.gateway.stop();
      int read = readUntilAnswered(socket.getInputStream());
      isStillThere(stopped);
      assertThat(read + socket.getInputStream().readAllBytes().length).isEqualTo(LARGE);
      socket.close();
      Waiting.on(stopped);
    }
  }

  @Test
  void aSlowReaderGetsAllOfAnAnswerThatEndedBefore() throws IOException {
    answerWith(LARGE);
    try (Socket socket = ask()) {
      int read = readUntilAnswered(socket.getInputStream());
      Future<Void> stopped = fleet.gateway.stop();
      isStillThere(stopped);
      assertThat(read + socket.getInputStream().readAllBytes().length).isEqualTo(LARGE);
      socket.close();
      Waiting.on(stopped);
    }
  }

  @Test
  void aStreamWhoseWindowIsFullGetsTheRest() throws IOException {
    answerWith(3);
    try (Http2Wire wire = new Http2Wire(fleet.port)) {
      wire.send(NO_WINDOW);
      wire.send(RawHttp2.headers(1, RawHttp2.END_STREAM_AND_HEADERS, "/"));
      eventually(LONG, this::isAnswered);
      Future<Void> stopped = fleet.gateway.stop();
      wire.next(Http2Wire.GO_AWAY);
      wire.next(Http2Wire.GO_AWAY);
      isStillThere(stopped);
      wire.send(RawHttp2.window(1, LARGE));
      Frame data = wire.next(Http2Wire.DATA);
      assertThat(data.payload().remaining()).isEqualTo(3);
      wire.readToEnd();
      wire.close();
      Waiting.on(stopped);
    }
  }

  @Test
  void whoComesWhileSomethingIsUnderWayIsServedToo() throws IOException {
    answerWith(LARGE);
    try (Socket slow = ask()) {
      Future<Void> stopped = fleet.gateway.stop();
      try (Http2Wire wire = new Http2Wire(fleet.port)) {
        wire.send(RawHttp2.headers(1, RawHttp2.END_STREAM_AND_HEADERS, "/"));
        wire.next(Http2Wire.HEADERS);
        wire.next(Http2Wire.GO_AWAY);
      }
      isStillThere(stopped);
      assertThat(slow.getInputStream().readAllBytes()).hasSize(LARGE);
      slow.close();
      Waiting.on(stopped);
    }
  }

  @Test
  void whoSaysNothingIsNotWaitedFor() throws IOException {
    answerWith(LARGE);
    try (Socket slow = ask()) {
      Future<Void> stopped = fleet.gateway.stop();
      try (Socket silent = RawClient.connect(fleet.port)) {
        assertThat(silent.getInputStream().readAllBytes()).isEmpty();
      }
      assertThat(slow.getInputStream().readAllBytes()).hasSize(LARGE);
      slow.close();
      Waiting.on(stopped);
    }
  }
}
