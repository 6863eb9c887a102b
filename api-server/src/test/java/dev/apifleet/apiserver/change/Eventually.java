package dev.apifleet.apiserver.change;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waiting for what is to come, looking often. */
final class Eventually {

  private static final Duration USUAL = Duration.ofSeconds(20);

  private Eventually() {}

  static void until(Callable<Boolean> condition) {
    within(USUAL, condition);
  }

  static void within(Duration limit, Callable<Boolean> condition) {
    looking(limit).until(condition);
  }

  /** As {@link #until}, and tells what was found instead. */
  static void holds(ThrowingRunnable assertion) {
    looking(USUAL).untilAsserted(assertion);
  }

  private static ConditionFactory looking(Duration limit) {
    return Awaitility.await()
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10));
  }
}
