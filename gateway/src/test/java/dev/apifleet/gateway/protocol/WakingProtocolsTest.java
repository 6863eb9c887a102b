package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handshakes and calls that wait for the first endpoint of a pool. */
class WakingProtocolsTest {
  private static final ActivationConfig ROOM = new ActivationConfig(10, 20_000);

  private final TestFleet fleet = new TestFleet();
  private final GrpcService service = new GrpcService();
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", fleet.port).usePlaintext().build();

  @AfterEach
  void stop() {
    channel.shutdownNow();
    fleet.close();
    service.close();
  }

  private void serve(PoolConfig pool, EndpointConfig... endpoints) {
    fleet.serve(pool, new EndpointsConfig(POOL, List.of(endpoints)), Resources.route("/", POOL));
  }

  private void untilOneWaits() {
    eventually(
        Duration.ofSeconds(20),
        () -> fleet.gateway.runtime().pools().get(POOL).door().waiting() == 1);
  }

  @Test
  void aWebSocketOpensWhenThereIsABackend() {
    serve(Resources.guarded(null, ROOM));
    CompletableFuture<WebSocketClient> opened =
        CompletableFuture.supplyAsync(
            () -> WebSocketClient.open(fleet.port, "/"), Thread::startVirtualThread);
    untilOneWaits();
    serve(Resources.guarded(null, ROOM), new WebSocketBackend(fleet.vertx, "one").endpoint());
    try (WebSocketClient client = opened.join()) {
      assertThat(client.echo("awake")).isEqualTo("awake");
    }
  }

  @Test
  void aCallOfGrpcIsAnsweredWhenThereIsABackend() {
    serve(Http2Pools.woken(POOL, ROOM));
    CompletableFuture<byte[]> answer =
        CompletableFuture.supplyAsync(this::call, Thread::startVirtualThread);
    untilOneWaits();
    serve(Http2Pools.woken(POOL, ROOM), service.endpoint());
    assertThat(answer.join()).containsExactly(5);
  }

  @Test
  void aCallOfGrpcThatWaitedInVainIsUnavailable() {
    serve(Http2Pools.woken(POOL, new ActivationConfig(10, 100)));
    StatusRuntimeException end = catchThrowableOfType(StatusRuntimeException.class, this::call);
    assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(end.getStatus().getDescription()).startsWith("scaling_from_zero");
  }

  private byte[] call() {
    return ClientCalls.blockingUnaryCall(
        channel,
        GrpcService.ONE,
        CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
        new byte[] {5});
  }
}
