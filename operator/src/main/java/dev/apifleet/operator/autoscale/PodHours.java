package dev.apifleet.operator.autoscale;

import java.time.Duration;
import java.time.Instant;

/**
 * What a pool has cost: the hours that its replicas were asked for. It changes only with their
 * number, so a status that shows it stays true without being written, and tells the next operator
 * where to go on.
 *
 * @param hours spent until since
 * @param replicas asked for from then on
 */
public record PodHours(double hours, int replicas, Instant since) {
  private static final double MILLIS = Duration.ofHours(1).toMillis();

  /** The hours spent by then. */
  public double at(Instant now) {
    long millis = Math.max(0, Duration.between(since, now).toMillis());
    return hours + replicas * (millis / MILLIS);
  }

  PodHours with(int other, Instant now) {
    return other == replicas ? this : new PodHours(at(now), other, now);
  }
}
