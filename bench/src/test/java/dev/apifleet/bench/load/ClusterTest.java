package dev.apifleet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.bench.Report;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private URI server(long afterMillis) {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(request -> vertx.setTimer(afterMillis, _ -> answer(request)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  private static void answer(HttpServerRequest request) {
    boolean known = "Bearer of-admin".equals(request.getHeader("Authorization"));
    if (request.path().equals("/api/v1/auth/login")) {
      request.response().end("{\"token\": \"of-admin\"}");
    } else {
      request.response().setStatusCode(known ? 200 : 401).end("{}");
    }
  }

  @Test
  void theFleetIsComparedWithAnApiServerThatTakesLonger() throws Exception {
    Report report = Cluster.compare(server(1), server(200), Duration.ofMillis(500));
    List<String> notes = report.tables().getFirst().notes();
    assertThat(notes.getFirst()).endsWith(": 0, met");
    assertThat(notes.getLast()).startsWith("Mean time through the fleet at most 0.60 ×");
    List<Object> fleet = report.tables().getFirst().rows().getFirst();
    assertThat(fleet.get(2)).isEqualTo(417L);
    assertThat(fleet.get(3)).isEqualTo(0L);
  }
}
