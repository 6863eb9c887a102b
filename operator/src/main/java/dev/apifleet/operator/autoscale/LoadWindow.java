package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.LoadStats.Average;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The recent load of one pool in buckets of a second, summed over the gateway pods that report it.
 *
 * <p>The sum is a step function of time: a pod's report holds until its next one, for three seconds
 * at most. Each bucket keeps the area under that function and how much of the second was observed,
 * so an average is exact whenever reports arrive, and a second that nobody observed counts neither
 * as idle nor as busy.
 */
final class LoadWindow {
  static final Duration REPORT_HOLDS = Duration.ofSeconds(3);
  static final int MAX_PODS = 1000;
  private static final long SECOND = 1000;

  private record Reading(Average load, long until) {}

  private record Bucket(long second, Average area, double observed) {
    private static final Bucket NONE = new Bucket(Long.MIN_VALUE, Average.ZERO, 0);

    Bucket add(Average load, double seconds) {
      return new Bucket(second, area.plus(load.times(seconds)), observed + seconds);
    }
  }

  private final Map<String, Reading> pods = new HashMap<>();
  private final Bucket[] ring;
  private long upTo;

  LoadWindow(Duration length) {
    ring = new Bucket[(int) length.toSeconds() + 1];
    Arrays.fill(ring, Bucket.NONE);
  }

  Duration length() {
    return Duration.ofSeconds(ring.length - 1L);
  }

  void report(String pod, Average load, Instant now) {
    advance(now.toEpochMilli());
    if (pods.size() < MAX_PODS || pods.containsKey(pod)) {
      pods.put(pod, new Reading(load, now.plus(REPORT_HOLDS).toEpochMilli()));
    }
  }

  /** The pod reported, but nothing of this pool: if it ever had any, now it has none. */
  void idle(String pod, Instant now) {
    if (pods.containsKey(pod)) {
      report(pod, Average.ZERO, now);
    }
  }

  void gone(String pod, Instant now) {
    advance(now.toEpochMilli());
    pods.remove(pod);
  }

  /** The sum of what the pods reported last. */
  Average latest() {
    return pods.values().stream().map(Reading::load).reduce(Average.ZERO, Average::plus);
  }

  LoadStats stats(Duration stable, Duration panic, Instant now) {
    advance(now.toEpochMilli());
    return pods.isEmpty()
        ? new LoadStats.Unknown()
        : new LoadStats.Known(average(stable), average(panic));
  }

  private void advance(long now) {
    while (upTo < now && !pods.isEmpty()) {
      long end = Math.min(now, Math.min(nextSecond(upTo), earliestExpiry()));
      observe(latest(), end);
      pods.values().removeIf(reading -> reading.until() <= upTo);
    }
    upTo = Math.max(upTo, now);
  }

  private void observe(Average load, long end) {
    long second = Math.floorDiv(upTo, SECOND);
    int slot = Math.floorMod(second, ring.length);
    Bucket bucket =
        ring[slot].second() == second ? ring[slot] : new Bucket(second, Average.ZERO, 0);
    ring[slot] = bucket.add(load, (end - upTo) / (double) SECOND);
    upTo = end;
  }

  private Average average(Duration window) {
    long last = Math.floorDiv(upTo, SECOND);
    long first = last - window.toSeconds();
    Average area = Average.ZERO;
    double observed = 0;
    for (Bucket bucket : ring) {
      if (bucket.second() > first && bucket.second() <= last) {
        area = area.plus(bucket.area());
        observed += bucket.observed();
      }
    }
    return observed == 0 ? latest() : area.times(1 / observed);
  }

  private long earliestExpiry() {
    return pods.values().stream().mapToLong(Reading::until).min().orElse(Long.MAX_VALUE);
  }

  private static long nextSecond(long millis) {
    return (Math.floorDiv(millis, SECOND) + 1) * SECOND;
  }
}
