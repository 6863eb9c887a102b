package dev.apifleet.bench.load;

import dev.apifleet.bench.Spread;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** What came of the requests of a steady load. */
final class Outcomes {
  private static final int DIGITS = 3;
  private static final int SHED = 503;

  private final Histogram nanos = new Histogram(DIGITS);
  private long refused;
  private long failed;
  private long givenUp;

  /** An answer; 0 stands for a connection that ended without one. */
  void add(int status, long tookNanos) {
    if (status >= 200 && status < 400) {
      nanos.recordValue(Math.max(0, tookNanos));
    } else if (status == SHED) {
      refused++;
    } else {
      failed++;
    }
  }

  /** A request that nobody waits for any more. */
  void giveUp() {
    givenUp++;
  }

  /** Requests with a good answer. */
  long good() {
    return nanos.getTotalCount();
  }

  /** Requests that were told to come later. */
  long refused() {
    return refused;
  }

  /** Requests with any other answer, or with none. */
  long failed() {
    return failed;
  }

  /** Requests that were never sent, since no connection became free in time. */
  long givenUp() {
    return givenUp;
  }

  long all() {
    return good() + refused + failed + givenUp;
  }

  /** The time that a good answer took on average, from when it was due. */
  double meanMillis() {
    return nanos.getMean() / TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** A figure of several rounds. */
  static Spread spread(List<Outcomes> rounds, ToDoubleFunction<Outcomes> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  /** The time that this share of the good answers took at most, from when they were due. */
  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
