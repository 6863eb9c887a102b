package dev.apifleet.apiserver.background;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatTest {

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void failedRunIsFollowedByTheNext() {
    try (Repeat repeat = Repeat.every(Duration.ofMillis(1), vertx, this::failing)) {
      await().until(() -> runs.get() > 3);
    }
  }

  @Test
  void firstRunWaitsForThePauseOrForWhoeverAsksForIt() {
    long start = System.nanoTime();
    try (Repeat repeat = Repeat.after(Duration.ofMillis(100), vertx, this::failing)) {
      await().until(() -> runs.get() > 0);
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(100).toNanos());
    }
    runs.set(0);
    try (Repeat repeat = Repeat.after(Duration.ofHours(1), vertx, this::failing)) {
      repeat.now();
      await().until(() -> runs.get() == 1);
    }
  }

  @Test
  void nothingRunsAfterTheEnd() {
    Repeat repeat = Repeat.every(Duration.ofMillis(1), vertx, this::failing);
    await().until(() -> runs.get() > 0);
    repeat.close();
    repeat.now();
    AtomicInteger last = new AtomicInteger();
    await().during(Duration.ofMillis(300)).until(() -> last.getAndSet(runs.get()) == runs.get());
  }

  private Uni<Void> failing() {
    runs.incrementAndGet();
    return Uni.createFrom().failure(new IllegalStateException("as always"));
  }
}
