package dev.apifleet.apiserver.change;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what is to come, looking often. */
final class Eventually {

  private Eventually() {}

  static void until(Callable<Boolean> condition) {
    within(Duration.ofSeconds(20), condition);
  }

  static void within(Duration limit, Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(condition);
  }
}
