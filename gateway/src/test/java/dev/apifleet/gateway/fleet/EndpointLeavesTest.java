package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests and connections when endpoints go. */
class EndpointLeavesTest {
  private final TestFleet fleet = new TestFleet();

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void whatIsUnderWayIsFinishedAndNothingNewComes() throws Exception {
    Backend leaves = fleet.backend("leaves");
    Backend stays = fleet.backend("stays");
    BlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
    leaves.behaviour = held::add;
    fleet.serveAll(leaves);
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> fleet.get("/"), Thread::startVirtualThread);
    HttpServerRequest request = held.poll(20, TimeUnit.SECONDS);
    fleet.serveAll(stays);
    for (int i = 0; i < 20; i++) {
      assertThat(fleet.get("/").body()).isEqualTo("stays");
    }
    request.response().end("late");
    assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("late");
    assertThat(leaves.requests).hasValue(1);
  }

  @Test
  void anIdleConnectionToItIsClosedSoThatItCanEnd() throws IOException {
    Backend stays = fleet.backend("stays");
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      fleet.serve(
          Resources.pool(POOL),
          new EndpointsConfig(
              POOL, List.of(new EndpointConfig("one", "127.0.0.1", server.getLocalPort()))),
          Resources.route("/", POOL));
      CompletableFuture<HttpResponse<String>> answer =
          CompletableFuture.supplyAsync(() -> fleet.get("/"), Thread::startVirtualThread);
      try (Socket kept = server.accept()) {
        kept.setSoTimeout(20_000);
        RawClient.readHead(kept);
        kept.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes());
        assertThat(answer.join().statusCode()).isEqualTo(204);
        fleet.serveAll(stays);
        assertThat(kept.getInputStream().read()).as("the end").isEqualTo(-1);
      }
    }
  }

  @Test
  void mostOfManyThatGoAtOnceLoseNoRequestWhateverItsMethod() {
    List<Backend> all = IntStream.range(0, 15).mapToObj(this::backend).toList();
    fleet.serveAll(all.toArray(Backend[]::new));
    try (Load reads = new Load(fleet, 8, () -> fleet.request("/").GET().build());
        Load writes =
            new Load(
                fleet,
                8,
                () -> fleet.request("/").POST(BodyPublishers.ofString("order")).build())) {
      reads.await(100);
      writes.await(100);
      fleet.serveAll(all.subList(0, 3).toArray(Backend[]::new));
      reads.await(100);
      writes.await(100);
      all.subList(3, 15).forEach(Backend::kill);
      reads.await(100);
      writes.await(100);
      assertThat(reads.stop()).containsOnlyKeys(200);
      assertThat(writes.stop()).containsOnlyKeys(200);
    }
  }

  private Backend backend(int number) {
    return fleet.backend("pod-" + number);
  }

  @Test
  void endpointsThatAreGoneBeforeAnyoneHasHeardCostNoAttempt() {
    List<Backend> all = IntStream.range(0, 6).mapToObj(this::backend).toList();
    all.subList(1, 6).forEach(Backend::kill);
    fleet.serve(
        Resources.pool(POOL),
        Resources.endpoints(POOL, all.toArray(Backend[]::new)),
        Resources.route("/", Resources.forward(POOL, 10_000, 1)));
    for (int i = 0; i < 12; i++) {
      HttpResponse<String> answer =
          fleet.send(fleet.request("/").POST(BodyPublishers.ofString("order")).build());
      assertThat(answer.body()).isEqualTo("pod-0");
    }
  }

  @Test
  void aRuleThatWantsNoRetryHasNone() {
    Backend gone = fleet.backend("gone");
    gone.kill();
    fleet.serve(
        Resources.pool(POOL),
        Resources.endpoints(POOL, gone, fleet.backend("there")),
        Resources.route("/", Resources.forward(POOL, 10_000, 0)));
    assertThat(List.of(fleet.get("/").statusCode(), fleet.get("/").statusCode()))
        .containsExactlyInAnyOrder(200, 502);
  }
}
