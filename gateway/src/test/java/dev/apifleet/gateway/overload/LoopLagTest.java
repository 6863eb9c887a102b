package dev.apifleet.gateway.overload;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopLagTest {
  private final Vertx vertx = Vertx.vertx();
  private final LoopLag lag = new LoopLag();

  @AfterEach
  void stop() {
    vertx.close();
  }

  @Test
  void aBlockedLoopShowsWhileItIsBlockedAndAfterwards() {
    Context loop = vertx.getOrCreateContext();
    CountDownLatch watched = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    loop.runOnContext(
        _ -> {
          lag.watch(vertx);
          watched.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    eventually(Duration.ofSeconds(10), () -> watched.getCount() == 0);
    eventually(Duration.ofSeconds(10), () -> lag.worstMillis() > 300);
    release.countDown();
    eventually(Duration.ofSeconds(10), () -> lag.worstMillis() < 100);
    assertThat(new LoopLag().worstMillis()).isZero();
  }
}
