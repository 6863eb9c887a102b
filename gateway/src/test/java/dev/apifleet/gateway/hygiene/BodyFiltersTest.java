package dev.apifleet.gateway.hygiene;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.TestLimits;
import dev.apifleet.gateway.fleet.Waiting;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters see bodies, and backends get them whole all the same. */
class BodyFiltersTest {
  private static final int MIB = 1024 * 1024;
  private static final int MOST = 512 * 1024;

  private static TestFleet fleet;
  private static Backend backend;
  private static volatile List<Filter> filters;

  private static volatile Buffer seen;

  private static final Filter READ =
      exchange ->
          exchange.readBody(
              MOST,
              whole -> {
                seen = whole.copy();
                exchange.proceed();
              });
  private static final Filter PEEK =
      exchange ->
          exchange.peekBody(
              1000,
              start -> {
                seen = start.copy();
                exchange.proceed();
              });

  @BeforeAll
  static void start() {
    fleet =
        new TestFleet(
            TestLimits.body(32 * MIB),
            (_, _, _) ->
                List.of(
                    exchange -> filters.get(0).apply(exchange),
                    exchange -> filters.get(1).apply(exchange)));
    backend = fleet.backend("one");
    fleet.serve(
        Resources.pool(POOL),
        Resources.endpoints(POOL, backend),
        Resources.route("/", Resources.forward(POOL, 20_000, 2)));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @BeforeEach
  void echo() {
    backend.behaviour = request -> request.body().onSuccess(b -> request.response().end(b));
    filters = List.of(PEEK, READ);
    seen = null;
  }

  private static byte[] body(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
    return bytes;
  }

  private static HttpResponse<String> put(byte[] body, boolean chunked) {
    return fleet.send(
        fleet
            .request("/")
            .PUT(
                chunked
                    ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                    : BodyPublishers.ofByteArray(body))
            .build());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1000, 1001, 65_536, 65_537, MOST})
  void whatWasReadWholeArrivesWhole(int length) {
    byte[] body = body(length);
    assertThat(put(body, false).body()).isEqualTo(new String(body));
    assertThat(seen.getBytes()).isEqualTo(body);
    assertThat(put(body, true).body()).isEqualTo(new String(body));
    assertThat(seen.getBytes()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1000, 1001, 65_537, 8 * MIB})
  void whatWasPeekedAtIsStreamedOn(int length) {
    filters = List.of(PEEK, PEEK);
    byte[] body = body(length);
    assertThat(put(body, true).body()).isEqualTo(new String(body));
    assertThat(seen.length()).isBetween(Math.min(1000, length), Math.min(length, 128 * 1024));
  }

  @Test
  void whatWasReadWholeCanBeSentAgain() {
    AtomicInteger tries = new AtomicInteger();
    backend.behaviour =
        request ->
            request
                .body()
                .onSuccess(
                    b -> {
                      if (tries.incrementAndGet() == 1) {
                        request.connection().close();
                      } else {
                        request.response().end(b);
                      }
                    });
    byte[] body = body(300_000);
    assertThat(put(body, true).body()).isEqualTo(new String(body));
    assertThat(tries).hasValue(2);
  }

  @Test
  void aLongerBodyIsRefusedAnnouncedOrNot() {
    assertThat(put(body(MOST + 1), true).statusCode()).isEqualTo(413);
    String announced = "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: " + (MOST + 1) + "\r\n\r\n";
    filters = List.of(READ, READ);
    seen = null;
    assertThat(RawClient.ask(fleet.port, announced)).startsWith("HTTP/1.1 413");
    assertThat(seen).isNull();
  }

  @Test
  void whoAsksFirstIsToldToGoOn() {
    HttpResponse<String> answer =
        fleet.send(
            fleet.request("/").expectContinue(true).PUT(BodyPublishers.ofString("body")).build());
    assertThat(answer.body()).isEqualTo("body");
    assertThat(seen.toString()).isEqualTo("body");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 300_000})
  void bodiesOverHttp2AreSeenToo(int length) {
    var client =
        fleet.vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    Buffer body = Buffer.buffer(body(length));
    Buffer answer =
        Waiting.on(
            client
                .request(HttpMethod.PUT, fleet.port, "127.0.0.1", "/")
                .compose(request -> request.send(body))
                .compose(HttpClientResponse::body));
    assertThat(answer).isEqualTo(body);
    assertThat(seen).isEqualTo(body);
    Waiting.on(client.close());
  }

  @Test
  void aFilterMayRefuseInPlaceOfReading() {
    filters =
        List.of(
            PEEK,
            exchange ->
                exchange.reject(
                    new dev.apifleet.gateway.filter.Problem(418, "teapot", "No", "No.")));
    assertThat(put(body(50_000), true).statusCode()).isEqualTo(418);
    filters = List.of(PEEK, READ);
    assertThat(put(body(10), false).body()).hasSize(10);
  }
}
