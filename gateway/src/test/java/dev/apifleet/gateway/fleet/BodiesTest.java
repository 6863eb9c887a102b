package dev.apifleet.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private static final int MIB = 1024 * 1024;
  private static final long MOST = 64L * 1024 * MIB;

  private final TestFleet fleet = new TestFleet(TestLimits.body(MOST), (_, _, _) -> List.of());
  private final Backend backend = fleet.backend("one");

  @AfterEach
  void stop() {
    fleet.close();
  }

  /** Endless zeros up to a length, made as they are read. */
  private static InputStream zeros(long length) {
    AtomicLong left = new AtomicLong(length);
    return new InputStream() {
      @Override
      public int read() {
        return left.getAndDecrement() > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] into, int offset, int most) {
        long take = Math.min(most, left.get());
        left.addAndGet(-take);
        return take == 0 ? -1 : (int) take;
      }
    };
  }

  @Test
  void anUploadLargerThanTheHeapPassesThrough() {
    long length = Runtime.getRuntime().maxMemory() + 64L * MIB;
    AtomicLong received = new AtomicLong();
    backend.behaviour =
        request -> {
          request.handler(chunk -> received.addAndGet(chunk.length()));
          request.endHandler(_ -> request.response().end("done"));
        };
    fleet.serve(
        Resources.pool(TestFleet.POOL),
        Resources.endpoints(TestFleet.POOL, backend),
        Resources.route("/", Resources.forward(TestFleet.POOL, 0, 0)));
    HttpResponse<String> answer =
        fleet.send(
            fleet
                .request("/")
                .timeout(java.time.Duration.ofMinutes(2))
                .POST(BodyPublishers.ofInputStream(() -> zeros(length)))
                .build());
    assertThat(answer.body()).isEqualTo("done");
    assertThat(received).hasValue(length);
  }

  @Test
  void aSlowReaderHoldsTheBackendBack() throws Exception {
    AtomicLong written = new AtomicLong();
    CountDownLatch full = new CountDownLatch(1);
    backend.behaviour =
        request -> {
          HttpServerResponse response = request.response().setChunked(true);
          pour(response, written, full);
        };
    fleet.serveAll(backend);
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(RawClient.readHead(socket)).startsWith("HTTP/1.1 200");
      long before = written.get();
      socket.getInputStream().skipNBytes(32L * MIB);
      assertThat(written.get()).isGreaterThan(before);
    }
  }

  /** Writes for as long as there is room, as a well-behaved backend does. */
  private static void pour(HttpServerResponse response, AtomicLong written, CountDownLatch full) {
    Buffer chunk = Buffer.buffer(new byte[64 * 1024]);
    while (!response.writeQueueFull() && !response.closed()) {
      response.write(chunk);
      written.addAndGet(chunk.length());
    }
    full.countDown();
    response.drainHandler(_ -> pour(response, written, full));
  }

  @Test
  void aClientThatLeavesEndsTheRequestToTheBackend() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch broken = new CountDownLatch(1);
    backend.behaviour =
        request -> {
          request.response().closeHandler(_ -> broken.countDown());
          arrived.countDown();
        };
    fleet.serveAll(backend);
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(broken.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void halfAnAnswerIsNotTakenForAWholeOne() {
    backend.behaviour =
        request -> {
          request.response().setChunked(true).write("half");
          fleet.vertx.runOnContext(_ -> request.connection().close());
        };
    fleet.serveAll(backend);
    assertThatThrownBy(() -> fleet.get("/")).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void answersWithoutABodyArriveWhole() {
    backend.behaviour =
        request -> {
          switch (request.path()) {
            case "/none" -> request.response().setStatusCode(204).end();
            case "/unchanged" ->
                request.response().setStatusCode(304).putHeader("etag", "\"1\"").end();
            default -> request.response().putHeader("content-length", "5").end();
          }
        };
    fleet.serveAll(backend);
    assertThat(fleet.get("/none").statusCode()).isEqualTo(204);
    assertThat(fleet.get("/unchanged").headers().firstValue("etag")).hasValue("\"1\"");
    HttpResponse<String> head =
        fleet.send(fleet.request("/x").method("HEAD", BodyPublishers.noBody()).build());
    assertThat(head.headers().firstValue("content-length")).hasValue("5");
  }

  @Test
  void aClientMayAskFirstWhetherToSendItsBody() {
    backend.behaviour = request -> request.body().onSuccess(b -> request.response().end(b));
    fleet.serveAll(backend);
    HttpResponse<String> answer =
        fleet.send(
            fleet.request("/").expectContinue(true).POST(BodyPublishers.ofString("body")).build());
    assertThat(answer.body()).isEqualTo("body");
  }
}
