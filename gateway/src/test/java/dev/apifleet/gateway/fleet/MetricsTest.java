package dev.apifleet.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
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

  private Timer requests(String route, String code) {
    return fleet
        .registry
        .find("apifleet.gateway.requests")
        .tag("route", route)
        .tag("code", code)
        .timer();
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
    assertThat(requests("test/", "2xx").count()).isEqualTo(2);
    assertThat(requests("test/", "4xx").count()).isEqualTo(1);
    assertThat(requests("none", "4xx").count()).isEqualTo(1);
    assertThat(requests("test/", "2xx").takeSnapshot().histogramCounts()).hasSize(5);
  }

  @Test
  void forgetsRoutesAndPoolsThatAreGone() {
    fleet.serveAll(backend);
    fleet.get("/");
    fleet.serve();
    assertThat(requests("test/", "2xx")).isNull();
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
    assertThat(fleet.registry.find("apifleet.gateway.requests").tag("route", "test/").meters())
        .isEmpty();
  }
}
