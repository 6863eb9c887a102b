package dev.apifleet.apiserver.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplicaLagTest {

  private static final long SECOND = 1_000_000_000;

  private final ReplicaLag lag = new ReplicaLag();

  @Test
  void replicaThatHasAllIsNotLateHoweverLongNothingIsWritten() {
    lag.primaryAt(100, 0);
    lag.primaryAt(100, 9 * SECOND);
    assertEquals(Duration.ZERO, lag.replicaAt(100, 9 * SECOND));
  }

  @Test
  void lagIsTheAgeOfTheFirstPlaceThatIsMissing() {
    lag.primaryAt(100, 0);
    lag.primaryAt(200, SECOND);
    lag.primaryAt(300, 2 * SECOND);
    assertEquals(Duration.ofSeconds(2), lag.replicaAt(150, 3 * SECOND));
    assertEquals(Duration.ofSeconds(1), lag.replicaAt(250, 3 * SECOND));
    assertEquals(Duration.ZERO, lag.replicaAt(300, 3 * SECOND));
  }

  @Test
  void longSilenceOfTheReplicaNeedsLittleMemory() {
    for (int second = 0; second < 100_000; second++) {
      lag.primaryAt(second, second * SECOND);
    }
    assertEquals(Duration.ofSeconds(100_000), lag.replicaAt(-1, 100_000 * SECOND));
  }
}
