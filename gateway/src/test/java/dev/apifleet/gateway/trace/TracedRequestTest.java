package dev.apifleet.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.TestFleet;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracedRequestTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00-" + TRACE + "-00f067aa0ba902b7-00";

  private final List<MultiMap> seen = new CopyOnWriteArrayList<>();
  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");

  @BeforeEach
  void start() {
    backend.behaviour =
        request -> {
          seen.add(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
          request.response().setStatusCode(seen.size() == 1 ? 503 : 200).end();
        };
    fleet.serveAll(backend);
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void aCallersTraceGoesOn() {
    fleet.get("/", "traceparent", CALLER, "tracestate", "vendor=1");
    assertThat(seen.getFirst().getAll("traceparent")).hasSize(1);
    assertThat(seen.getFirst().get("traceparent"))
        .startsWith("00-" + TRACE + "-")
        .endsWith("-00")
        .isNotEqualTo(CALLER);
    assertThat(seen.getFirst().get("tracestate")).isEqualTo("vendor=1");
  }

  @Test
  void allTriesAreOneSpan() {
    fleet.get("/", "traceparent", CALLER);
    assertThat(seen).hasSize(2);
    assertThat(seen.get(1).get("traceparent")).isEqualTo(seen.get(0).get("traceparent"));
  }

  @Test
  void withoutAValidOneATraceBegins() {
    fleet.get("/", "traceparent", CALLER.replace("00-", "ff-"), "tracestate", "vendor=1");
    assertThat(seen.getFirst().get("traceparent")).endsWith("-01").doesNotContain(TRACE);
    assertThat(seen.getFirst().contains("tracestate")).isFalse();
  }

  @Test
  void ofTwoNeitherIsBelieved() {
    fleet.get("/", "traceparent", CALLER, "traceparent", CALLER);
    assertThat(seen.getFirst().getAll("traceparent")).hasSize(1);
    assertThat(seen.getFirst().get("traceparent")).doesNotContain(TRACE);
  }
}
