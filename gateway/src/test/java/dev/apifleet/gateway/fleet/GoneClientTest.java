package dev.apifleet.gateway.fleet;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoneClientTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private volatile Exchange held;
  private volatile Context loop;
  private final TestFleet fleet = new TestFleet((_, _, _) -> List.<Filter>of(this::hold));

  @AfterEach
  void close() {
    fleet.close();
  }

  private void hold(Exchange exchange) {
    loop = Vertx.currentContext();
    held = exchange;
  }

  @Test
  void aFilterThatComesTooLateToSeeTheAnswerIsToldSo() throws IOException {
    Backend backend = fleet.backend("one");
    fleet.serveAll(backend);
    try (Socket client = RawClient.connect(fleet.port)) {
      client
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      eventually(SOON, () -> held != null);
    }
    eventually(SOON, () -> held.request().response().closed());
    AtomicInteger abandoned = new AtomicInteger();

    loop.runOnContext(
        _ -> {
          held.tap(new Counting(abandoned));
          held.proceed();
        });

    eventually(SOON, () -> abandoned.get() == 1);
    assertThat(backend.requests).hasValue(0);
  }

  private record Counting(AtomicInteger count) implements ResponseTap {
    @Override
    public Body head(int status, MultiMap headers) {
      return null;
    }

    @Override
    public void abandoned() {
      count.incrementAndGet();
    }
  }
}
