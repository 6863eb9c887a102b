package dev.apifleet.apiserver.change;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for what is to come, looking often. */
final class Eventually {

  private Eventually() {}

  static void until(Callable<Boolean> condition) {
    within(Duration.ofSeconds(20), condition);
  }

  /** The same, and tells what was found instead. */
  static void holds(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(assertion);
  }

  static void within(Duration limit, Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(condition);
  }
}
