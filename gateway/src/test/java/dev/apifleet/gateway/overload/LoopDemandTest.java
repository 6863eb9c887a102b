package dev.apifleet.gateway.overload;

import static dev.apifleet.gateway.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoopDemandTest {
  private final LoopDemand demand = new LoopDemand(System::nanoTime);
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean busy = true;

  private Thread start(Runnable work) {
    CountDownLatch watched = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  demand.watch();
                  watched.countDown();
                  work.run();
                });
    eventually(Duration.ofSeconds(10), () -> watched.getCount() == 0);
    return thread;
  }

  private void spinThenRest() {
    while (busy) {
      Thread.onSpinWait();
    }
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAlwaysHasWorkShowsOnABusyMachineTooAndWhatRestsDoesNot() throws Exception {
    Thread loop = start(this::spinThenRest);
    Thread rival = Thread.ofPlatform().daemon().start(this::spinThenRest);
    eventually(Duration.ofSeconds(10), () -> demand.percent() > 80);
    busy = false;
    eventually(Duration.ofSeconds(10), () -> demand.percent() < 20);
    release.countDown();
    loop.join();
    rival.join();
    eventually(Duration.ofSeconds(10), () -> demand.percent() == 0);
  }

  @Test
  void nothingIsKnownOfNoLoop() {
    assertThat(demand.percent()).isZero();
  }
}
