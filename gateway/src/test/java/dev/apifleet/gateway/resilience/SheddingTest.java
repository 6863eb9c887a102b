package dev.apifleet.gateway.resilience;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.Resources.endpoints;
import static dev.apifleet.gateway.fleet.Resources.pool;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.Surroundings;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.RawHttp2;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.overload.Strain;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SheddingTest {
  private volatile Strain strain = Strain.NONE;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger looked = new AtomicInteger();
  private final TestFleet fleet =
      new TestFleet(
          ClientLimits.DEFAULTS,
          (_, _, _) -> List.of(new Counting(asked, true), new Counting(looked, false)),
          new Surroundings(
              TestFleet.UNSTRAINED.place(),
              TestFleet.UNSTRAINED.dns(),
              _ -> strain,
              TestFleet.UNSTRAINED.accessLog()));
  private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void stop() {
    fleet.close();
  }

  /** A filter that tells how many requests came to it. */
  private record Counting(AtomicInteger requests, boolean precedesShedding) implements Filter {
    @Override
    public void apply(Exchange exchange) {
      requests.incrementAndGet();
      exchange.proceed();
    }
  }

  private void serve() {
    fleet.serve(
        new FleetSettings("test/fleet", List.of(), 1),
        pool(POOL),
        endpoints(POOL, backend),
        Rules.byPriority());
  }

  /** So many are under way that refusing some can help. */
  private void keepBusy() {
    backend.behaviour =
        request -> {
          if (request.path().endsWith("/held")) {
            held.add(request);
          } else {
            request.response().end("one");
          }
        };
    for (int i = 0; i < 40; i++) {
      Thread.startVirtualThread(() -> fleet.get("/critical/held"));
    }
    eventually(Duration.ofSeconds(20), () -> held.size() == 40);
  }

  private void release() {
    held.forEach(request -> request.response().end());
  }

  private double level() {
    return fleet.registry.get("apifleet.gateway.shed.level").gauge().value();
  }

  @Test
  void theLeastImportantAreRefusedUntilTheGatewayHasRecovered() {
    serve();
    keepBusy();
    strain = new Strain(0, 100, 0);
    eventually(Duration.ofSeconds(20), () -> level() > 0.25);
    strain = new Strain(0, 90, 0);
    HttpResponse<String> refused = fleet.get("/low");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"error\":\"shed\"", "priority low");
    assertThat(refused.headers().firstValue("retry-after")).hasValue("2");
    assertThat(fleet.get("/high").statusCode()).isEqualTo(200);
    assertThat(fleet.get("/critical").statusCode()).isEqualTo(200);
    assertThat(Rules.count(fleet, "shed", "priority", "low")).isEqualTo(1);

    strain = Strain.NONE;
    eventually(Duration.ofSeconds(20), () -> fleet.get("/low").statusCode() == 200);
    release();
  }

  /** A client that asks again and again takes no more than one refusal in a while. */
  @Test
  void refusalsAreHeldBackAndMakeNoWorkMeanwhile() {
    serve();
    keepBusy();
    strain = new Strain(0, 100, 0);
    eventually(Duration.ofSeconds(20), () -> level() > 0.25);
    long before = System.nanoTime();
    assertThat(fleet.get("/low").statusCode()).isEqualTo(503);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(400_000_000);

    for (int i = 0; i < 40; i++) {
      Thread.startVirtualThread(() -> fleet.get("/low"));
    }
    eventually(Duration.ofSeconds(20), () -> Rules.count(fleet, "shed", "priority", "low") == 41);
    release();
    eventually(Duration.ofSeconds(20), () -> fleet.get("/low").statusCode() == 200);
    assertThat(level()).isPositive();
  }

  /** Half of the classes of Low: who asks matters, and is known behind the first filter. */
  @Test
  void refusesBeforeTheWorkOfFiltersThatDoNotMatterForIt() {
    serve();
    keepBusy();
    strain = new Strain(0, 93, 0);
    eventually(Duration.ofSeconds(20), () -> level() > 0.07);
    strain = new Strain(0, 90, 0);
    int before = looked.get();
    assertThat(fleet.get("/low").statusCode()).isEqualTo(503);
    assertThat(level()).isLessThan(0.25);
    assertThat(looked).hasValue(before);
    assertThat(asked).hasValue(before + 1);
    release();
  }

  /** Whose request comes behind it on its connection is told so, in its turn. */
  @Test
  void whatComesBehindARefusalThatIsHeldBackIsServedAfterIt() throws IOException {
    serve();
    keepBusy();
    strain = new Strain(0, 100, 0);
    eventually(Duration.ofSeconds(20), () -> level() > 0.25);
    strain = new Strain(0, 90, 0);
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket.setTcpNoDelay(true);
      write(socket, "/low");
      eventually(Duration.ofSeconds(20), () -> Rules.count(fleet, "shed", "priority", "low") == 1);
      write(socket, "/critical");
      write(socket, "/critical");
      String refused = RawClient.readHead(socket);
      assertThat(refused).startsWith("HTTP/1.1 503 ");
      socket.getInputStream().readNBytes(length(refused));
      String first = RawClient.readHead(socket);
      assertThat(first).startsWith("HTTP/1.1 200 ");
      socket.getInputStream().readNBytes(length(first));
      assertThat(RawClient.readHead(socket)).startsWith("HTTP/1.1 200 ");
    }
    release();
  }

  private static void write(Socket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: api.test\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static int length(String head) {
    Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
    assertThat(length.find()).as(head).isTrue();
    return Integer.parseInt(length.group(1));
  }

  /** They share as many streams as a connection may have. */
  @Test
  void refusalsOfAnHttp2ConnectionLeaveRoomForItsOtherRequests() {
    serve();
    keepBusy();
    strain = new Strain(0, 100, 0);
    eventually(Duration.ofSeconds(20), () -> level() > 0.25);
    strain = new Strain(0, 90, 0);
    byte[][] frames = new byte[151][];
    for (int i = 0; i <= 150; i++) {
      String path = i == 150 ? "/critical" : "/low";
      frames[i] = RawHttp2.headers(2 * i + 1, RawHttp2.END_STREAM_AND_HEADERS, path);
    }
    assertThat(RawHttp2.ask(fleet.port, 301, frames)).isEqualTo("200");
    assertThat(RawHttp2.ask(fleet.port, 299, frames))
        .as("told so, though at once")
        .isEqualTo("503");
    release();
  }

  @Test
  void aStrainThatRequestsDoNotCauseRefusesNone() {
    serve();
    strain = new Strain(400, 100, 10_000);
    eventually(Duration.ofSeconds(20), () -> level() > 0.9);
    assertThat(fleet.get("/low").statusCode()).isEqualTo(200);
  }
}
