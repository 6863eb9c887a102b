package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apifleet.gateway.admin.Question;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Problem;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final Filter greeter =
      exchange -> {
        exchange.responseHeaders().set("x-greeting", "hello");
        exchange.outbound().path("/inside");
        exchange.proceed();
      };
  private final Filter guard =
      exchange -> {
        if (exchange.clientKey().equals("203.0.113.9")) {
          exchange.reject(
              new Problem(
                  403, "unwelcome", "You may not", "Come from elsewhere.", Map.of(), Map.of()));
        } else {
          exchange.proceed();
        }
      };
  private final TestFleet fleet = new TestFleet((_, _, _) -> List.of(greeter, guard));
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void close() {
    fleet.close();
  }

  private JsonObject explain(JsonObject question) {
    return Waiting.on(fleet.gateway.explain(Question.of(question)));
  }

  private static JsonObject url(String url) {
    return new JsonObject().put("url", url);
  }

  @Test
  void saysWhereARequestWouldGoAndSendsNothing() {
    backend.behaviour = request -> asked.incrementAndGet();
    fleet.serveAll(backend);

    JsonObject answer = explain(url("http://shop.example/orders?page=2"));

    assertThat(answer.getString("route")).isEqualTo("test/");
    assertThat(answer.getString("rule")).isEqualTo("rule");
    JsonObject outcome = answer.getJsonObject("outcome");
    assertThat(outcome.getString("verdict")).isEqualTo("forwarded");
    assertThat(outcome.getString("backendUri")).isEqualTo("/inside?page=2");
    assertThat(outcome.getJsonArray("pools").getJsonObject(0).getString("pool")).isEqualTo(POOL);
    assertThat(outcome.getJsonArray("pools").getJsonObject(0).getJsonArray("endpoints")).hasSize(1);
    assertThat(answer.getJsonArray("steps").getJsonObject(0).getJsonObject("changes").encode())
        .contains("/inside", "x-greeting");
    assertThat(answer.getJsonArray("steps").getJsonObject(1).getString("verdict"))
        .isEqualTo("passes");
    assertThat(asked).hasValue(0);
    assertThat(fleet.gateway.requests().collect().getFirst().samples).isEmpty();
  }

  @Test
  void namesTheFilterThatRefuses() {
    fleet.serveAll(backend);

    JsonObject answer = explain(url("http://shop.example/").put("client", "203.0.113.9"));

    assertThat(answer.getString("client")).isEqualTo("203.0.113.9");
    assertThat(answer.getJsonArray("steps")).hasSize(2);
    assertThat(answer.getJsonArray("steps").getJsonObject(1).getString("verdict"))
        .isEqualTo("refused");
    assertThat(answer.getJsonObject("outcome").getInteger("status")).isEqualTo(403);
    assertThat(answer.getJsonObject("outcome").getJsonObject("problem").getString("error"))
        .isEqualTo("unwelcome");
  }

  @Test
  void saysWhenNothingMatches() {
    fleet.serve();

    JsonObject answer = explain(url("http://shop.example/nowhere"));

    assertThat(answer.getValue("route")).isNull();
    assertThat(answer.getJsonObject("outcome").getJsonObject("problem").getString("error"))
        .isEqualTo("no_route");
  }

  @Test
  void aRealRequestIsServedAsBefore() {
    fleet.serveAll(backend);
    explain(url("http://shop.example/"));
    assertThat(fleet.get("/", "x-apifleet-explain", "guess").body()).isEqualTo("one");
  }

  @Test
  void aBadQuestionIsExplainedToo() {
    assertThatThrownBy(() -> Question.of(new JsonObject().put("uri", "/")))
        .hasMessageContaining("uri: unknown");
    assertThatThrownBy(() -> Question.of(url("http://x/").put("client", "me")))
        .hasMessageContaining("client: found \"me\"");
    assertThatThrownBy(() -> Question.of(url("http://["))).hasMessageContaining("url: found");
  }
}
