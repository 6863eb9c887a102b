package dev.apifleet.bench.apiserver;

import dev.apifleet.bench.steady.Outcomes;
import java.time.Duration;

/**
 * One measurement of an operation.
 *
 * @param full asked by all connections as fast as it answers
 * @param cpuMicros of the server, for all of these
 * @param databaseMicros of PostgreSQL
 * @param half asked at even intervals, half as often
 */
record Lap(Outcomes full, Duration time, long cpuMicros, long databaseMicros, Outcomes half) {
  double perSecond() {
    return full.good() * 1e9 / time.toNanos();
  }

  double microsEach() {
    return cpuMicros / (double) full.good();
  }

  double databaseMicrosEach() {
    return databaseMicros / (double) full.good();
  }

  /** Where a CPU does nothing else. */
  double perSecondAndCore() {
    return 1e6 / microsEach();
  }

  long failed() {
    return full.failed() + full.refused() + half.failed() + half.refused();
  }
}
