package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static dev.apifleet.gateway.protocol.WebSocketClient.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Client and server of grpc-java, with the gateway between them. */
class GrpcTest {
  private static final Metadata.Key<String> BACKEND =
      Metadata.Key.of("x-backend", Metadata.ASCII_STRING_MARSHALLER);

  private final AtomicReference<Problem> refusal = new AtomicReference<>();
  private final TestFleet fleet = new TestFleet((_, _, _) -> List.of(this::refuseOrProceed));
  private final GrpcService service = new GrpcService();
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", fleet.port).usePlaintext().build();

  private void refuseOrProceed(Exchange exchange) {
    if (refusal.get() == null) {
      exchange.proceed();
    } else {
      exchange.reject(refusal.get());
    }
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    fleet.close();
    service.close();
  }

  private void serve(long timeoutMillis, EndpointConfig... endpoints) {
    fleet.serve(
        Http2Pools.pool(POOL),
        new EndpointsConfig(POOL, List.of(endpoints)),
        Resources.route("/", Resources.forward(POOL, timeoutMillis, 0)));
  }

  private byte[] one(byte... request) {
    return ClientCalls.blockingUnaryCall(
        channel,
        GrpcService.ONE,
        CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
        request);
  }

  private StatusRuntimeException failure(byte... request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> one(request));
  }

  @Test
  void allFourShapesPass() {
    serve(10_000, service.endpoint());
    assertThat(one((byte) 5)).containsExactly(5);
    Talk sum = new Talk();
    var requests =
        ClientCalls.asyncClientStreamingCall(
            channel.newCall(GrpcService.SUM, CallOptions.DEFAULT), sum);
    for (byte i = 1; i <= 4; i++) {
      requests.onNext(new byte[] {i});
    }
    requests.onCompleted();
    assertThat(next(sum.heard)).containsExactly(10);
    Iterator<byte[]> counted =
        ClientCalls.blockingServerStreamingCall(
            channel, GrpcService.COUNT, CallOptions.DEFAULT, new byte[] {2});
    assertThat(counted.next()).containsExactly(1);
    assertThat(counted.next()).containsExactly(2);
    StatusRuntimeException end =
        catchThrowableOfType(StatusRuntimeException.class, counted::hasNext);
    assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.DATA_LOSS);
    assertThat(end.getStatus().getDescription()).isEqualTo("after the last");
  }

  @Test
  void eachSideHearsTheOtherAtOnce() {
    service.onTalk = call -> call.onNext(new byte[] {1});
    serve(0, service.endpoint());
    Talk talk = talk();
    assertThat(next(talk.heard)).containsExactly(1);
    talk.requests.onNext(new byte[] {2});
    assertThat(next(service.heard)).containsExactly(2);
    next(service.talks).onNext(new byte[] {3});
    assertThat(next(talk.heard)).containsExactly(3);
    talk.requests.onCompleted();
    assertThat(next(talk.ended)).isEqualTo(Status.Code.OK);
  }

  @Test
  void anAnswerThatIsOnlyTrailersStaysThat() {
    serve(10_000, service.endpoint());
    StatusRuntimeException failure = failure();
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.getStatus().getDescription()).isEqualTo("empty, 100% so");
    assertThat(failure.getTrailers().get(GrpcService.NOTE)).isEqualTo("nothing to echo");
    assertThat(failure.getTrailers().get(BACKEND)).isEqualTo("grpc");
  }

  @Test
  void theClientsDeadlineReachesTheBackend() {
    serve(10_000, service.endpoint());
    one((byte) 1);
    long left = next(service.deadlines).timeRemaining(TimeUnit.MILLISECONDS);
    assertThat(left).isBetween(1L, 20_000L);
  }

  @Test
  void refusalsOfTheGatewayAreStatusesOfGrpc() {
    serve(10_000);
    assertThat(failure((byte) 1).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    serve(10_000, service.endpoint());
    refusal.set(new Problem(429, "rate_limited", "Too many requests", "Wait 3 s – not less."));
    Status refused = failure((byte) 1).getStatus();
    assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(refused.getDescription()).isEqualTo("rate_limited: Wait 3 s – not less.");
    refusal.set(new Problem(401, "unauthorized", "Who are you?", "Show a token."));
    assertThat(failure((byte) 1).getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    fleet.serve(Http2Pools.pool(POOL));
    assertThat(failure((byte) 1).getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(fleet.requests("none", "4xx")).isPositive();
  }

  @Test
  void aBackendThatIsTooSlowIsDeadlineExceeded() {
    serve(200, service.endpoint());
    Talk talk = talk();
    assertThat(next(talk.ended)).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  void aClientThatLeavesCancelsTheBackend() {
    serve(0, service.endpoint());
    var call = channel.newCall(GrpcService.COUNT, CallOptions.DEFAULT);
    Talk talk = new Talk();
    ClientCalls.asyncServerStreamingCall(call, new byte[] {0}, talk);
    next(service.counts);
    assertThat(underWay()).isEqualTo(1);
    call.cancel("enough", null);
    assertThat(next(service.cancellations)).isTrue();
    eventually(Duration.ofSeconds(20), () -> underWay() == 0);
  }

  private double underWay() {
    return fleet.registry.get("apifleet.gateway.requests.under.way").gauge().value();
  }

  @Test
  void whoeverReadsSlowlyHoldsTheOtherBack() {
    service.onTalk = ServerCallStreamObserver::disableAutoRequest;
    serve(0, service.endpoint());
    Talk talk = talk();
    int messages = 600;
    byte[] message = new byte[16 * 1024];
    ServerCallStreamObserver<byte[]> call = next(service.talks);
    int toBackend = pourWhileReady(talk.requests::isReady, () -> talk.requests.onNext(message));
    assertThat(toBackend).isBetween(1, messages);
    call.request(Integer.MAX_VALUE);
    eventually(Duration.ofSeconds(20), () -> service.heard.size() == toBackend);
    eventually(Duration.ofSeconds(20), talk.requests::isReady);
  }

  @Test
  void aClientThatReadsSlowlyHoldsTheBackendBack() {
    serve(0, service.endpoint());
    Talk talk = new Talk();
    talk.holdsBack = true;
    ClientCalls.asyncBidiStreamingCall(
        channel.newCall(GrpcService.TALK, CallOptions.DEFAULT), talk);
    ServerCallStreamObserver<byte[]> call = next(service.talks);
    byte[] message = new byte[16 * 1024];
    int toClient = pourWhileReady(call::isReady, () -> call.onNext(message));
    assertThat(toClient).isBetween(1, 600);
    assertThat(talk.heard).isEmpty();
    talk.requests.request(Integer.MAX_VALUE);
    eventually(Duration.ofSeconds(20), () -> talk.heard.size() == toClient);
    eventually(Duration.ofSeconds(20), call::isReady);
  }

  /** Sends until there has been no room for a while; returns how many were sent. */
  private static int pourWhileReady(java.util.function.BooleanSupplier ready, Runnable send) {
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger full = new AtomicInteger();
    eventually(
        Duration.ofSeconds(20),
        () -> {
          while (ready.getAsBoolean() && sent.get() < 10_000) {
            full.set(0);
            sent.incrementAndGet();
            send.run();
          }
          return full.incrementAndGet() > 100;
        });
    return sent.get();
  }

  private Talk talk() {
    Talk talk = new Talk();
    ClientCalls.asyncBidiStreamingCall(
        channel.newCall(GrpcService.TALK, CallOptions.DEFAULT), talk);
    return talk;
  }

  /** The client's side of a stream. */
  private static final class Talk implements ClientResponseObserver<byte[], byte[]> {
    final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<Status.Code> ended = new LinkedBlockingQueue<>();
    boolean holdsBack;
    ClientCallStreamObserver<byte[]> requests;

    @Override
    public void beforeStart(ClientCallStreamObserver<byte[]> stream) {
      requests = stream;
      if (holdsBack) {
        stream.disableAutoRequestWithInitial(0);
      }
    }

    @Override
    public void onNext(byte[] value) {
      heard.add(value);
    }

    @Override
    public void onError(Throwable cause) {
      ended.add(Status.fromThrowable(cause).getCode());
    }

    @Override
    public void onCompleted() {
      ended.add(Status.Code.OK);
    }
  }
}
