package dev.apifleet.gateway.sync;

import dev.apifleet.gateway.load.LoadMeter;
import java.util.concurrent.TimeUnit;

/**
 * What the operator was last told of a pool's load, and whether that has changed so much that the
 * next report should not wait. Confined to one event loop.
 */
final class LoadWatch {
  /** One that comes sooner after the last one adds nothing. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final double LEAST_MILLIS = 10;

  private final LoadMeter meter;
  private double toldConcurrency;
  private double toldRate;
  private double toldMillis;
  private long lastAt;
  private long lastArrived;
  private long beforeAt;
  private long beforeArrived;
  private long arrived;
  private double seconds;

  LoadWatch(LoadMeter meter, long now) {
    this.meter = meter;
    lastAt = now;
    beforeAt = now;
  }

  /** Counts who has come since the look before the last: so much is not one lucky moment. */
  void look(long now) {
    if (now - lastAt < LOOK_NANOS) {
      return;
    }
    long all = meter.arrived();
    arrived = all - beforeArrived;
    seconds = (now - beforeAt) / 1e9;
    beforeAt = lastAt;
    beforeArrived = lastArrived;
    lastAt = now;
    lastArrived = all;
  }

  /**
   * Whether twice as many requests are under way as told, twice as many come, or each takes twice
   * as long.
   *
   * @param least so many more requests they are, too
   */
  boolean hasSurged(int least) {
    double expected = toldRate * seconds;
    double millis = meter.latencyMillis();
    return isSurge(toldConcurrency, meter.underWay(), least)
        || isSurge(expected, arrived, least)
        || arrived >= least && isSurge(toldMillis, millis, LEAST_MILLIS);
  }

  private static boolean isSurge(double told, double now, double least) {
    return now >= Math.max(2 * told, told + least);
  }

  /** Whether the operator knows of nobody who is under way. */
  boolean isTheFirst() {
    return toldConcurrency < 1;
  }

  /** Arrivals per second as of late. */
  double rate() {
    return seconds == 0 ? 0 : arrived / seconds;
  }

  void told(double concurrency, double rate, double latencyMillis) {
    toldConcurrency = concurrency;
    toldRate = rate;
    toldMillis = latencyMillis;
  }
}
