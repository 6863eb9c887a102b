package dev.apifleet.bench.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = ((VertxInternal) vertx).createEventLoopContext();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** A loop that took times from when it could ask would see one slow decision. */
  @Test
  void aStallShowsInAllThatWasDueMeanwhile() {
    long stall = TimeUnit.MILLISECONDS.toNanos(50);
    AtomicInteger asked = new AtomicInteger();
    Histogram nanos = new Histogram(3);
    OpenLoop.run(
        loop,
        (_, then) -> {
          if (asked.incrementAndGet() == 10) {
            spin(stall);
          }
          then.run();
        },
        () -> 0,
        () -> asked.get() < 1_000,
        (due, _, decided) -> nanos.recordValue(decided - due));

    long dueInHalfTheStall = OpenLoop.PER_SECOND / 1_000 * 25;
    assertThat(nanos.getCountBetweenValues(stall / 2, Long.MAX_VALUE))
        .isGreaterThanOrEqualTo(dueInHalfTheStall - 1);
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
