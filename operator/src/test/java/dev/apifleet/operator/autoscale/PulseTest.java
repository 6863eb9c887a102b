package dev.apifleet.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {
  private final Pulse pulse = new Pulse();

  @AfterEach
  void stop() {
    pulse.stop();
  }

  @Test
  void goesOnAfterABeatThatFailed() throws InterruptedException {
    CountDownLatch beats = new CountDownLatch(3);
    pulse.start(
        () -> {
          beats.countDown();
          throw new IllegalStateException("thrown by the test");
        });
    assertThat(beats.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void askingAfterTheEndIsHarmless() {
    pulse.stop();
    pulse.soon();
  }
}
