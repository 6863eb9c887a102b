package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.protocol.WebSocketClient.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Backend;
import dev.apifleet.gateway.fleet.RawClient;
import dev.apifleet.gateway.fleet.RawHttp2;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.gateway.fleet.Waiting;
import dev.apifleet.gateway.protocol.Http2Wire.Frame;
import dev.apifleet.snapshot.EndpointsConfig;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients see on the wire of a gateway that leaves. */
class FarewellTest {
  private static final String ASK = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final int ANY_STREAM = 0x7fff_ffff;

  private final TestFleet fleet = new TestFleet();
  private final Backend backend = fleet.backend("one");
  private final BlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    fleet.close();
  }

  private Socket ask() throws IOException {
    Socket socket = RawClient.connect(fleet.port);
    socket.getOutputStream().write(ASK.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void aKeptConnectionIsServedWhileItDrainsAndThenClosedInPeace() throws IOException {
    fleet.serveAll(backend);
    try (Socket kept = ask();
        Socket idle = ask()) {
      assertThat(RawClient.readHead(kept)).startsWith("HTTP/1.1 200");
      assertThat(RawClient.readHead(idle)).startsWith("HTTP/1.1 200");
      fleet.gateway.drain();
      kept.getInputStream().readNBytes("one".length());
      kept.getOutputStream().write(ASK.getBytes(StandardCharsets.US_ASCII));
      assertThat(rest(kept)).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
      fleet.gateway.stop();
      assertThat(rest(idle)).isEqualTo("one");
    }
  }

  @Test
  void aRequestWithHalfItsHeadIsStillAnswered() throws IOException {
    fleet.serveAll(backend);
    try (Socket late = RawClient.connect(fleet.port)) {
      late.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      late.getOutputStream().flush();
      eventually(Duration.ofSeconds(20), () -> fleet.get("/").statusCode() == 200);
      Future<Void> stopped = fleet.gateway.stop();
      late.getOutputStream().write("Host: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(rest(late)).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
      late.close();
      Waiting.on(stopped);
    }
  }

  @Test
  void whatIsNotAnsweredInTimeIsToldSo() throws IOException {
    backend.behaviour = held::add;
    fleet.serveAll(backend);
    try (Socket socket = ask()) {
      next(held);
      fleet.gateway.stop(SHORT);
      assertThat(rest(socket)).startsWith("HTTP/1.1 503").contains("\"error\":\"gateway_leaving\"");
    }
  }

  @Test
  void aStreamOfEventsEndsWhole() throws IOException {
    streamOf("text/event-stream");
    try (Socket socket = ask()) {
      RawClient.readHead(socket);
      next(held);
      Future<Void> stopped = fleet.gateway.stop();
      assertThat(rest(socket)).isEqualTo("3\r\nall\r\n0\r\n\r\n");
      socket.close();
      Waiting.on(stopped);
    }
  }

  @Test
  void halfADownloadIsNotTakenForAWholeOne() throws IOException {
    streamOf("application/octet-stream");
    try (Socket socket = ask()) {
      RawClient.readHead(socket);
      next(held);
      fleet.gateway.stop(SHORT);
      assertThat(rest(socket)).isEqualTo("3\r\nall\r\n");
    }
  }

  private void streamOf(String type) {
    backend.behaviour =
        request -> {
          request.response().setChunked(true).putHeader("content-type", type).write("all");
          held.add(request);
        };
    fleet.serveAll(backend);
  }

  @Test
  void anHttp2ClientIsAskedToLeaveAndLosesNoStream() throws IOException {
    backend.behaviour = held::add;
    fleet.serveAll(backend);
    try (Http2Wire wire = new Http2Wire(fleet.port)) {
      wire.send(RawHttp2.headers(1, RawHttp2.END_STREAM_AND_HEADERS, "/"));
      HttpServerRequest first = next(held);
      fleet.gateway.drain();
      Frame asked = wire.next(Http2Wire.GO_AWAY);
      assertThat(asked.payload().getInt()).isEqualTo(ANY_STREAM);
      assertThat(asked.payload().getInt()).as("no error").isZero();
      wire.send(RawHttp2.headers(3, RawHttp2.END_STREAM_AND_HEADERS, "/"));
      HttpServerRequest second = next(held);
      Future<Void> stopped = fleet.gateway.stop();
      Frame told = wire.next(Http2Wire.GO_AWAY);
      assertThat(told.payload().getInt()).as("the last stream that is served").isEqualTo(3);
      second.response().end("second");
      assertThat(wire.next(Http2Wire.HEADERS).stream()).isEqualTo(3);
      first.response().end("first");
      assertThat(wire.next(Http2Wire.HEADERS).stream()).isEqualTo(1);
      wire.readToEnd();
      wire.close();
      Waiting.on(stopped);
    }
  }

  @Test
  void whoConnectsWhileItDrainsIsServedAndAskedToo() throws IOException {
    fleet.serveAll(backend);
    fleet.gateway.drain();
    try (Http2Wire wire = new Http2Wire(fleet.port)) {
      wire.send(RawHttp2.headers(1, RawHttp2.END_STREAM_AND_HEADERS, "/"));
      assertThat(wire.next(Http2Wire.GO_AWAY).payload().getInt()).isEqualTo(ANY_STREAM);
      assertThat(wire.next(Http2Wire.HEADERS).stream()).isEqualTo(1);
    }
  }

  @Test
  void aCallOfGrpcThatNeverEndsIsUnavailable() {
    try (GrpcService service = new GrpcService()) {
      service.onTalk = call -> call.onNext(new byte[] {1});
      fleet.serve(
          Http2Pools.pool(POOL),
          new EndpointsConfig(POOL, List.of(service.endpoint())),
          Resources.route("/", Resources.forward(POOL, 0, 0)));
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", fleet.port).usePlaintext().build();
      Call call = new Call();
      ClientCalls.asyncBidiStreamingCall(
          channel.newCall(GrpcService.TALK, CallOptions.DEFAULT), call);
      assertThat(next(call.heard)).containsExactly(1);
      fleet.gateway.stop(SHORT);
      Status end = next(call.ends);
      assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(end.getDescription()).startsWith("gateway_leaving");
      channel.shutdownNow();
    }
  }

  private static final class Call implements StreamObserver<byte[]> {
    private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Status> ends = new LinkedBlockingQueue<>();

    @Override
    public void onNext(byte[] message) {
      heard.add(message);
    }

    @Override
    public void onError(Throwable end) {
      ends.add(Status.fromThrowable(end));
    }

    @Override
    public void onCompleted() {
      ends.add(Status.OK);
    }
  }
}
