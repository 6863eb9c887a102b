package dev.apifleet.gateway.pool;

/**
 * How long an endpoint takes to answer, as an average that forgets within ten seconds but takes
 * over each peak at once (Peak EWMA, as in Twitter's Finagle). A lock since value and time change
 * together; it is held for nanoseconds.
 */
final class Latency {
  private static final double DECAY_NANOS = 10e9;

  private double average;
  private long measuredAt;

  /** An answer took so long. */
  synchronized void observe(long nanos, long now) {
    double kept = kept(now);
    average = nanos > average ? nanos : average * kept + nanos * (1 - kept);
    measuredAt = now;
  }

  /** A request failed after this time: quick failures make no endpoint attractive. */
  synchronized void observeFailure(long nanos, long now) {
    if (nanos > average) {
      observe(nanos, now);
    }
  }

  /** Nanoseconds expected now; 0 where nothing is known. Without answers it sinks slowly. */
  synchronized double expected(long now) {
    return average * kept(now);
  }

  private double kept(long now) {
    return Math.exp(-Math.max(0, now - measuredAt) / DECAY_NANOS);
  }
}
