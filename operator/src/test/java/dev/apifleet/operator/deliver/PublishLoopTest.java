package dev.apifleet.operator.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.operator.TestConfig;
import dev.apifleet.operator.deliver.bootstrap.Bootstrap;
import dev.apifleet.operator.deliver.bootstrap.FakePieceStore;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishLoopTest {
  private final FailsOnce world = new FailsOnce();
  private final SnapshotBook snapshots = new SnapshotBook();
  private final AckBook acks = new AckBook();
  private final BlockingQueue<String> rounds = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Sessions sessions =
      new Sessions(_ -> Reviews.expired(), _ -> true, snapshots, acks, List.of(), Patience.USUAL);
  private final PublishLoop loop =
      new PublishLoop(
          world,
          new Publisher(
              snapshots,
              acks,
              sessions,
              world,
              new Bootstrap(new FakePieceStore(), () -> 0, (task, _) -> task.run())),
          acks,
          sessions,
          (_, _) -> rounds.add("round"),
          new LateAcks(snapshots, acks, meters),
          meters);

  @AfterEach
  void stop() {
    loop.stop();
  }

  @Test
  void aChangeThatCouldNotBeReadIsReadAgainWithoutAnother() throws InterruptedException {
    world.problem = new IllegalStateException("once");
    succeedsTheSecondTime();
  }

  @Test
  void anErrorDoesNotEndTheLoopEither() throws InterruptedException {
    world.problem = new StackOverflowError("once");
    succeedsTheSecondTime();
  }

  private void succeedsTheSecondTime() throws InterruptedException {
    loop.start();
    loop.lead(1);
    assertThat(rounds.poll(8, TimeUnit.SECONDS)).isEqualTo("round");
    assertThat(world.reads).hasValueGreaterThan(1);
  }

  /** A world that changes once, and whose first reading goes wrong. */
  private static final class FailsOnce extends WorldReader {
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Throwable problem;

    FailsOnce() {
      super(null, new TestConfig());
    }

    @Override
    public CompletableFuture<Void> start(Runnable onChange, Runnable onPods) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void stop() {}

    @Override
    public boolean synced() {
      return true;
    }

    @Override
    public World read(Map<String, Snapshot> previous) {
      if (reads.incrementAndGet() == 1) {
        fail(problem);
      }
      return new World(
          "apifleet-system",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          previous);
    }

    private static void fail(Throwable problem) {
      switch (problem) {
        case Error e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new AssertionError("a reader throws no other", problem);
      }
    }

    @Override
    public List<GatewayPod> gatewayPods() {
      return List.of();
    }
  }
}
