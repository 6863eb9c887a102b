package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.protocol.WebSocketClient.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.RuleAction.Forward;
import dev.apifleet.snapshot.RuleAction.Timeouts;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OkHttp's reader of server-sent events, with the gateway before an event source. */
class ServerSentEventsTest {
  private static final String ASK = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");
  private final OkHttpClient client =
      new OkHttpClient.Builder().readTimeout(0, TimeUnit.SECONDS).build();
  private final BlockingQueue<HttpServerResponse> streams = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> broken = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() {
    backend.behaviour =
        request -> {
          HttpServerResponse response = request.response().setChunked(true);
          response.closeHandler(_ -> broken.add(true));
          response.putHeader("content-type", "text/event-stream").writeHead();
          streams.add(response);
        };
  }

  @AfterEach
  void stop() {
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
    fleet.close();
  }

  /** The request's own limit is shorter than these streams last. */
  private void serve(long idleMillis) {
    Forward plain = Resources.forward(POOL, 300, 0);
    Forward forward =
        new Forward(
            plain.backends(), new Timeouts(300, 0, idleMillis), plain.retry(), null, null, 0, null);
    fleet.serve(
        Resources.pool(POOL), Resources.endpoints(POOL, backend), Resources.route("/", forward));
  }

  private EventSource listen() {
    Request request = new Request.Builder().url("http://127.0.0.1:" + fleet.port + "/").build();
    return EventSources.createFactory(client)
        .newEventSource(
            request,
            new EventSourceListener() {
              @Override
              public void onOpen(EventSource source, Response response) {
                heard.add("open");
              }

              @Override
              public void onEvent(EventSource source, String id, String type, String data) {
                heard.add(id + ":" + type + ":" + data);
              }

              @Override
              public void onFailure(EventSource source, Throwable cause, Response response) {
                heard.add("broken");
              }
            });
  }

  @Test
  void eachEventArrivesWhenItIsSent() {
    serve(0);
    EventSource source = listen();
    assertThat(next(heard)).isEqualTo("open");
    HttpServerResponse stream = next(streams);
    for (int i = 1; i <= 5; i++) {
      stream.write("id: " + i + "\nevent: tick\ndata: " + i + "\n\n");
      assertThat(next(heard)).isEqualTo(i + ":tick:" + i);
    }
    source.cancel();
    assertThat(next(broken)).isTrue();
  }

  @Test
  void onlySilenceEndsAStream() throws IOException {
    serve(200);
    listen();
    assertThat(next(heard)).isEqualTo("open");
    HttpServerResponse stream = next(streams);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600);
    int sent = 0;
    while (System.nanoTime() < end) {
      stream.write("data: " + ++sent + "\n\n");
      assertThat(next(heard)).isEqualTo("null:null:" + sent);
    }
    assertThat(next(heard)).isEqualTo("broken");
    assertThat(next(broken)).isTrue();
  }

  @Test
  void aStreamEndsWithItsClient() throws IOException {
    serve(0);
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket.getOutputStream().write(ASK.getBytes());
      assertThat(RawClient.readHead(socket)).startsWith("HTTP/1.1 200");
    }
    assertThat(next(broken)).isTrue();
  }

  @Test
  void aClientOfHttp10IsToldTheEndByTheEndOfTheConnection() throws IOException {
    serve(0);
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\nHost: x\r\n\r\n".getBytes());
      next(streams).end("data: all\n\n");
      assertThat(RawClient.readHead(socket)).doesNotContainIgnoringCase("transfer-encoding");
      assertThat(new String(socket.getInputStream().readAllBytes())).isEqualTo("data: all\n\n");
    }
  }
}
