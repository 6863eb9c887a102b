package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The recent seconds of a load. Each keeps the area under it and how much of the second was
 * observed, so an average is exact whenever reports arrive, and a second that nobody observed
 * counts neither as idle nor as busy.
 */
final class Buckets {
  static final long SECOND = 1000;

  /** One second; observed says how much of it. */
  record Bucket(long second, Average area, double observed) {
    private static final Bucket NONE = new Bucket(Long.MIN_VALUE, Average.ZERO, 0);

    Bucket add(Average load, double seconds) {
      return new Bucket(second, area.plus(load.times(seconds)), observed + seconds);
    }

    Average average() {
      return area.times(1 / observed);
    }
  }

  private final Bucket[] ring;

  Buckets(Duration length) {
    ring = new Bucket[(int) length.toSeconds() + 1];
    clear();
  }

  void clear() {
    Arrays.fill(ring, Bucket.NONE);
  }

  Duration length() {
    return Duration.ofSeconds(ring.length - 1L);
  }

  /** A load from one moment to another of the same second. */
  void observe(Average load, long from, long to) {
    long second = Math.floorDiv(from, SECOND);
    int slot = Math.floorMod(second, ring.length);
    Bucket bucket =
        ring[slot].second() == second ? ring[slot] : new Bucket(second, Average.ZERO, 0);
    ring[slot] = bucket.add(load, (to - from) / (double) SECOND);
  }

  /** The average of what was observed, or the fallback where nothing was. */
  Average average(Duration window, long now, Average fallback) {
    Average area = Average.ZERO;
    double observed = 0;
    for (Bucket bucket : ring) {
      if (isWithin(bucket, window, now)) {
        area = area.plus(bucket.area());
        observed += bucket.observed();
      }
    }
    return observed == 0 ? fallback : area.times(1 / observed);
  }

  /** The seconds of which most was observed, in no order. */
  List<Bucket> observed(Duration window, long now) {
    List<Bucket> seconds = new ArrayList<>(ring.length);
    for (Bucket bucket : ring) {
      if (bucket.observed() > 0.5 && isWithin(bucket, window, now)) {
        seconds.add(bucket);
      }
    }
    return seconds;
  }

  private static boolean isWithin(Bucket bucket, Duration window, long now) {
    long last = Math.floorDiv(now, SECOND);
    return bucket.second() > last - window.toSeconds() && bucket.second() <= last;
  }
}
