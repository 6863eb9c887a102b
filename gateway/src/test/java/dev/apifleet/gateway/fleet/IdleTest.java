package dev.apifleet.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleTest {
  private static final int IDLE_MILLIS = 200;

  private static TestFleet fleet;

  @BeforeAll
  static void start() {
    fleet = new TestFleet(TestLimits.idle(IDLE_MILLIS), (_, _, _) -> List.of());
    Backend backend = fleet.backend("one");
    backend.behaviour =
        request ->
            request
                .body()
                .onSuccess(
                    _ ->
                        fleet.vertx.setTimer(5 * IDLE_MILLIS, _ -> request.response().end("late")));
    fleet.serveAll(backend);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @Test
  void aRequestMayWaitLongerForItsBackendThanAConnectionMayBeIdle() {
    assertThat(fleet.get("/").body()).isEqualTo("late");
    assertThat(RawHttp2.get(fleet.port, "/")).isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\n"})
  void aClientThatSaysNoMoreIsLeft(String said) {
    assertThat(RawClient.ask(fleet.port, said)).isEmpty();
  }

  @Test
  void aBodyThatStandsStillIsRefused() {
    String half = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf";
    assertThat(RawClient.ask(fleet.port, half))
        .startsWith("HTTP/1.1 408")
        .containsIgnoringCase("connection: close")
        .contains("application/problem+json");
  }

  @Test
  void aConnectionIsNotKeptForEverBetweenRequests() throws IOException {
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      assertThat(RawClient.readHead(socket)).startsWith("HTTP/1.1 200");
      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("late");
    }
  }
}
