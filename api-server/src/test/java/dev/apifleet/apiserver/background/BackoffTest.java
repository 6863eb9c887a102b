package dev.apifleet.apiserver.background;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

  @Test
  void pausesDoubleUpToTheLongest() {
    assertEquals(Duration.ofMillis(200), backoff.pause(1, 1));
    assertEquals(Duration.ofMillis(400), backoff.pause(2, 1));
    assertEquals(Duration.ofMillis(1600), backoff.pause(4, 1));
    assertEquals(Duration.ofSeconds(30), backoff.pause(9, 1));
    assertEquals(Duration.ofSeconds(30), backoff.pause(Integer.MAX_VALUE, 1));
  }

  @Test
  void pauseIsAtRandomFromItsHalf() {
    assertEquals(Duration.ofMillis(100), backoff.pause(1, 0));
    assertEquals(Duration.ofMillis(150), backoff.pause(1, 0.5));
    assertEquals(Duration.ofSeconds(15), backoff.pause(20, 0));
  }
}
