package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fleet.Resources.LENIENT;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.forward;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.Resources.route;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.HeaderEdits.Header;
import dev.apifleet.snapshot.RuleAction.Fallback;
import dev.apifleet.snapshot.RuleAction.Forward;
import dev.apifleet.snapshot.RuleAction.Respond;
import dev.apifleet.snapshot.RuleAction.Timeouts;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTest {
  private static final Respond SORRY =
      new Respond(200, "text/plain", "sorry", List.of(new Header("x-sorry", "yes")));

  private final List<Integer> asked = new ArrayList<>();
  private volatile boolean hasOne = true;
  private final TestFleet fleet = new TestFleet((_, _, _) -> List.of(this::keep));
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void stop() {
    fleet.close();
  }

  private void keep(Exchange exchange) {
    exchange.onUnavailable(
        status -> {
          asked.add(status);
          boolean keeps = hasOne;
          if (keeps) {
            exchange.answer(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("stale"));
          }
          return keeps;
        });
    exchange.proceed();
  }

  private void serve(Fallback fallback, Backend... backends) {
    Forward plain = forward(POOL, 200, 2);
    fleet.serve(
        pool(POOL, LENIENT),
        endpoints(POOL, backends),
        route(
            "/",
            new Forward(
                plain.backends(),
                new Timeouts(200, 0, 0),
                plain.retry(),
                null,
                plain.priority(),
                0,
                fallback)));
  }

  @Test
  void aKeptAnswerServesWithoutAnEndpoint() {
    serve(null);
    assertThat(fleet.get("/").body()).isEqualTo("stale");
    assertThat(asked).containsExactly(503);
  }

  @Test
  void aKeptAnswerServesInPlaceOfAnError() {
    backend.behaviour = request -> request.response().setStatusCode(500).end("broken");
    serve(null, backend);
    assertThat(fleet.get("/").body()).isEqualTo("stale");
    assertThat(asked).containsExactly(500);
    hasOne = false;
    assertThat(fleet.get("/").body()).isEqualTo("broken");
  }

  @Test
  void theConfiguredAnswerServesWhereNothingWasKept() {
    hasOne = false;
    serve(new Fallback(true, SORRY));
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("sorry");
    assertThat(answer.headers().firstValue("x-sorry")).hasValue("yes");
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain");
    assertThat(asked).containsExactly(503);
  }

  @Test
  void theConfiguredAnswerServesAfterATimeoutAndABrokenConnection() {
    hasOne = false;
    backend.behaviour = _ -> {};
    serve(new Fallback(true, SORRY), backend);
    assertThat(fleet.get("/").body()).isEqualTo("sorry");
    backend.kill();
    assertThat(fleet.get("/").body()).isEqualTo("sorry");
    assertThat(asked).containsExactly(504, 502);
  }

  @Test
  void nothingKeptServesWhereTheRuleForbidsIt() {
    serve(new Fallback(false, null));
    HttpResponse<String> answer = fleet.get("/");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"error\":\"no_endpoints\"");
    assertThat(asked).isEmpty();
  }
}
