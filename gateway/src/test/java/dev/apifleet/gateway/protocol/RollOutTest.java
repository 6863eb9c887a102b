package dev.apifleet.gateway.protocol;

import static dev.apifleet.gateway.fleet.TestFleet.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.gateway.fleet.Resources;
import dev.apifleet.gateway.fleet.TestFleet;
import dev.apifleet.snapshot.EndpointsConfig;
import dev.apifleet.snapshot.EndpointsConfig.EndpointConfig;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of gRPC go on while backends are replaced, and while their gateway drains. */
class RollOutTest {
  private final TestFleet fleet = new TestFleet();
  private final GrpcService old = new GrpcService();
  private final GrpcService next = new GrpcService();
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", fleet.port).usePlaintext().build();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore answered = new Semaphore(0);
  private final Queue<Throwable> failed = new ConcurrentLinkedQueue<>();
  private volatile boolean calls = true;

  @AfterEach
  void stop() {
    calls = false;
    callers.close();
    channel.shutdownNow();
    fleet.close();
    old.close();
    next.close();
  }

  private void serve(EndpointConfig... endpoints) {
    fleet.serve(
        Http2Pools.pool(POOL),
        new EndpointsConfig(POOL, List.of(endpoints)),
        Resources.route("/", POOL));
  }

  private void call() {
    for (int i = 0; i < 8; i++) {
      callers.submit(this::callOn);
    }
  }

  private void callOn() {
    while (calls) {
      try {
        ClientCalls.blockingUnaryCall(
            channel,
            GrpcService.ONE,
            CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
            new byte[] {5});
      } catch (RuntimeException e) {
        failed.add(e);
      }
      answered.release();
    }
  }

  private void awaitAnswers() throws InterruptedException {
    answered.drainPermits();
    assertThat(answered.tryAcquire(200, 60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aBackendThatLeavesBeforeAnyoneHasHeardLosesNoCall() throws InterruptedException {
    serve(old.endpoint(), next.endpoint());
    call();
    awaitAnswers();
    old.leave();
    awaitAnswers();
    serve(next.endpoint());
    awaitAnswers();
    assertThat(failed).isEmpty();
  }

  @Test
  void aGatewayThatDrainsLosesNoCall() throws InterruptedException {
    serve(old.endpoint());
    call();
    awaitAnswers();
    fleet.gateway.drain();
    awaitAnswers();
    assertThat(failed).isEmpty();
  }
}
