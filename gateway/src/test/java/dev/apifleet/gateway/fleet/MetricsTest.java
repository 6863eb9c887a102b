package dev.apifleet.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void countsRequestsByRouteAndClassOfAnswer() {
    backend.behaviour =
        request ->
            request.response().setStatusCode(request.path().equals("/bad") ? 418 : 200).end();
    fleet.serveAll(backend);
    fleet.get("/");
    fleet.get("/");
    fleet.get("/bad");
    RawClient.ask(fleet.port, "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(fleet.requests("test/", "2xx")).isEqualTo(2);
    assertThat(fleet.requests("test/", "4xx")).isEqualTo(1);
    assertThat(fleet.requests("none", "4xx")).isEqualTo(1);
  }

  @Test
  void forgetsRoutesAndPoolsThatAreGone() {
    fleet.serveAll(backend);
    fleet.get("/");
    fleet.serve();
    assertThat(fleet.requests("test/", "2xx")).isNull();
    assertThat(fleet.registry.find("apifleet.gateway.retries").meters()).isEmpty();
  }

  @Test
  void aRequestThatOutlivesItsRouteLeavesNoFigures() {
    Promise<HttpServerRequest> asked = Promise.promise();
    backend.behaviour = asked::complete;
    fleet.serveAll(backend);
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> fleet.get("/"), Thread::startVirtualThread);
    HttpServerRequest underWay = Waiting.on(asked.future());
    fleet.serve();
    underWay.response().end("late");
    assertThat(answer.join().body()).isEqualTo("late");
    assertThat(fleet.requests("test/", "2xx")).isNull();
  }
}
