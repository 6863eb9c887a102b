package dev.apifleet.apiserver.change;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.apifleet.apiserver.background.Backoff;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryGateTest {

  private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");

  private final RetryGate gate =
      new RetryGate(new Backoff(Duration.ofMillis(400), Duration.ofSeconds(5)));

  @Test
  void whatNeverFailedIsTriedAtOnce() {
    assertTrue(gate.permits(NOW));
    assertFalse(gate.succeeded());
  }

  @Test
  void whatFailedWaitsForItsPause() {
    assertTrue(gate.failed(NOW));
    assertFalse(gate.permits(NOW.plusMillis(199)));
    assertTrue(gate.permits(NOW.plusMillis(400)));
  }

  @Test
  void onlyTheFirstFailureInARowIsNew() {
    assertTrue(gate.failed(NOW));
    assertFalse(gate.failed(NOW));
    assertFalse(gate.permits(NOW.plusMillis(399)));
    assertTrue(gate.permits(NOW.plusMillis(800)));
  }

  @Test
  void successOpensItAgain() {
    gate.failed(NOW);
    assertTrue(gate.succeeded());
    assertTrue(gate.permits(NOW));
    assertFalse(gate.succeeded());
    assertTrue(gate.failed(NOW));
  }
}
