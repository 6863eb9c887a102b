package dev.apifleet.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void whileDrainingItServesButSendsClientsElsewhere() {
    fleet.serveAll(backend);
    String request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    assertThat(RawClient.ask(fleet.port, request)).doesNotContainIgnoringCase("connection: close");
    fleet.gateway.drain();
    assertThat(fleet.gateway.isReady()).isFalse();
    assertThat(RawClient.ask(fleet.port, request))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("connection: close");
  }

  @Test
  void requestsUnderWayAreFinished() throws Exception {
    BlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
    backend.behaviour = held::add;
    fleet.serveAll(backend);
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> fleet.get("/"));
    HttpServerRequest request = held.poll(20, TimeUnit.SECONDS);
    Future<Void> stopped = fleet.gateway.stop();
    assertThat(stopped.isComplete()).isFalse();
    request.response().end("late");
    assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("late");
    Waiting.on(stopped);
  }
}
