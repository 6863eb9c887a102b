package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.PodHoursStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What a pool or a fleet has cost: the hours that its replicas were asked for. It changes only with
 * their number, so a status that shows it stays true without being written, and tells the next
 * operator where to go on.
 *
 * @param hours spent until since
 * @param replicas asked for from then on
 */
public record PodHours(double hours, int replicas, Instant since) {
  private static final double MILLIS = Duration.ofHours(1).toMillis();

  /** What a status says; empty where another hand made it unreadable. */
  public static Optional<PodHours> of(PodHoursStatus status) {
    try {
      return Optional.of(
          new PodHours(
              Double.parseDouble(status.hours()),
              status.replicas(),
              Instant.parse(status.since())));
    } catch (NumberFormatException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** The hours spent by then. */
  public double at(Instant now) {
    long millis = Math.max(0, Duration.between(since, now).toMillis());
    return hours + replicas * (millis / MILLIS);
  }

  public PodHours with(int other, Instant now) {
    return other == replicas ? this : new PodHours(at(now), other, now);
  }

  /** For people, who compare and do not reckon. */
  public String textAt(Instant now) {
    return String.format(Locale.ROOT, "%.1f", at(now));
  }

  /** As a status says it. */
  public PodHoursStatus status() {
    return new PodHoursStatus(
        String.format(Locale.ROOT, "%.3f", hours),
        replicas,
        since.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
