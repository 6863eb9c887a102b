package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.Waiting;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTest {
  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");
  private final HttpClient http2 =
      fleet.vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  @AfterEach
  void stop() {
    fleet.close();
  }

  private static String ask(int port, String head) throws IOException {
    try (Socket socket = RawClient.connect(port)) {
      socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes());
      return new String(socket.getInputStream().readAllBytes());
    }
  }

  private static void answerWithTrailers(HttpServerRequest request) {
    request
        .response()
        .setChunked(true)
        .putTrailer("x-sum", "42")
        .putTrailer("content-length", "7")
        .end("body");
  }

  @Test
  void trailersReachThoseWhoAskForThem() throws IOException {
    backend.behaviour = HttpTest::answerWithTrailers;
    fleet.serveAll(backend);
    String asked =
        ask(fleet.port, "GET / HTTP/1.1\nHost: x\nTE: trailers\nConnection: close, TE\n\n");
    assertThat(asked).contains("body\r\n0\r\nx-sum: 42\r\n\r\n");
    String unasked = ask(fleet.port, "GET / HTTP/1.1\nHost: x\nConnection: close\n\n");
    assertThat(unasked).endsWith("body\r\n0\r\n\r\n");
  }

  @Test
  void trailersReachClientsOfHttp2() {
    backend.behaviour = HttpTest::answerWithTrailers;
    fleet.serveAll(backend);
    HttpClientResponse answer =
        Waiting.on(
            http2
                .request(HttpMethod.GET, fleet.port, "127.0.0.1", "/")
                .compose(request -> request.send())
                .compose(response -> response.end().map(response)));
    assertThat(answer.trailers().get("x-sum")).isEqualTo("42");
    assertThat(answer.trailers().contains("content-length")).isFalse();
  }

  @Test
  void aBackendOfHttp2IsToldThatTrailersAreWelcome() {
    BlockingQueue<HttpServerRequest> requests = new LinkedBlockingQueue<>();
    backend.behaviour =
        request -> {
          requests.add(request);
          request.response().end("two");
        };
    fleet.serve(
        Http2Pools.pool(POOL), Resources.endpoints(POOL, backend), Resources.route("/", POOL));
    Buffer answer =
        Waiting.on(
            http2
                .request(HttpMethod.GET, fleet.port, "127.0.0.1", "/")
                .compose(request -> request.putHeader("te", "trailers").send())
                .compose(HttpClientResponse::body));
    assertThat(answer.toString()).isEqualTo("two");
    HttpServerRequest first = WebSocketClient.next(requests);
    assertThat(first.version()).isEqualTo(HttpVersion.HTTP_2);
    assertThat(first.getHeader("te")).isEqualTo("trailers");
    assertThat(first.authority().toString()).isEqualTo("127.0.0.1:" + fleet.port);
    fleet.get("/");
    assertThat(WebSocketClient.next(requests).getHeader("te")).isNull();
  }

  @Test
  void aResetUploadEndsTheRequestToTheBackend() {
    BlockingQueue<Boolean> arrived = new LinkedBlockingQueue<>();
    BlockingQueue<Boolean> broken = new LinkedBlockingQueue<>();
    backend.behaviour =
        request -> {
          request.response().closeHandler(_ -> broken.add(true));
          request.handler(_ -> arrived.add(true));
        };
    fleet.serveAll(backend);
    HttpClientRequest upload =
        Waiting.on(http2.request(HttpMethod.POST, fleet.port, "127.0.0.1", "/"));
    upload.setChunked(true).write("half of");
    WebSocketClient.next(arrived);
    upload.reset();
    WebSocketClient.next(broken);
    eventually(Duration.ofSeconds(20), () -> underWay() == 0);
  }

  private double underWay() {
    return fleet.registry.get("apifleet.gateway.requests.under.way").gauge().value();
  }

  @Test
  void earlyHintsReachClientsOfHttp2Only() throws IOException {
    backend.behaviour =
        request -> {
          MultiMap hints = MultiMap.caseInsensitiveMultiMap().add("link", "</a.css>; rel=preload");
          request.response().writeEarlyHints(hints).onSuccess(_ -> request.response().end("body"));
        };
    fleet.serveAll(backend);
    BlockingQueue<String> hinted = new LinkedBlockingQueue<>();
    Waiting.on(
        http2
            .request(HttpMethod.GET, fleet.port, "127.0.0.1", "/")
            .compose(
                request ->
                    request
                        .earlyHintsHandler(hints -> hinted.add(hints.get("link")))
                        .send()
                        .compose(HttpClientResponse::end)));
    assertThat(hinted).containsExactly("</a.css>; rel=preload");
    assertThat(ask(fleet.port, "GET / HTTP/1.1\nHost: x\nConnection: close\n\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("body");
  }

  @Test
  void whatComesBeforeAnAnswerIsNotTakenForIt() {
    backend.behaviour =
        request -> {
          request.response().writeContinue();
          request.response().end("real");
        };
    fleet.serveAll(backend);
    assertThat(fleet.get("/").body()).isEqualTo("real");
  }

  @Test
  void inHttp2NothingIsReadBehindOtherInterimAnswers() {
    backend.behaviour = request -> request.response().setStatusCode(102).end();
    fleet.serve(
        Http2Pools.pool(POOL), Resources.endpoints(POOL, backend), Resources.route("/", POOL));
    assertThat(fleet.get("/").statusCode()).isEqualTo(502);
  }

  @Test
  void otherUpgradesArePassedOver() throws IOException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    backend.behaviour =
        request -> {
          seen.add(String.valueOf(request.getHeader("upgrade")));
          request.response().end("plain");
        };
    fleet.serveAll(backend);
    try (Socket socket = RawClient.connect(fleet.port)) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tls/1.3\r\n\r\n"
                  .getBytes());
      assertThat(RawClient.readHead(socket)).startsWith("HTTP/1.1 200");
    }
    assertThat(seen).containsExactly("null");
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
    backend.behaviour =
        request ->
            fleet.vertx.setTimer(
                request.path().equals("/slow") ? 100 : 1,
                _ -> request.response().end(request.path()));
    fleet.serveAll(backend);
    String answers =
        ask(
            fleet.port,
            "GET /slow HTTP/1.1\nHost: x\n\nGET /fast HTTP/1.1\nHost: x\nConnection: close\n\n");
    assertThat(answers).containsSubsequence("200 OK", "/slow", "200 OK", "/fast");
  }
}
