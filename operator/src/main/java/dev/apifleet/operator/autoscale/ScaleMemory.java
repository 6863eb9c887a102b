package dev.apifleet.operator.autoscale;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What decisions need to know of earlier ones.
 *
 * @param peaks replicas that the load needed, oldest first and strictly falling: the monotonic
 *     queue of the sliding maximum, so the first one is the maximum
 * @param burst when the last burst was seen
 */
public record ScaleMemory(List<Peak> peaks, Optional<Instant> burst) {
  /** That the load needed so many replicas at a moment. */
  record Peak(int replicas, Instant at) {}

  public ScaleMemory {
    peaks = List.copyOf(peaks);
  }

  /** What is known at the start: that the present size may well have been needed. */
  public static ScaleMemory startingAt(int current, Instant now) {
    return new ScaleMemory(List.of(new Peak(current, now)), Optional.empty());
  }

  ScaleMemory remember(int needed, Optional<Instant> burst, Duration window, Instant now) {
    Instant horizon = now.minus(window);
    Stream<Peak> larger =
        peaks.stream().filter(p -> p.replicas() > needed && p.at().isAfter(horizon));
    return new ScaleMemory(Stream.concat(larger, Stream.of(new Peak(needed, now))).toList(), burst);
  }

  Optional<Instant> burstAfter(Instant moment) {
    return burst.filter(at -> at.isAfter(moment));
  }

  int peak() {
    return peaks.isEmpty() ? 0 : peaks.getFirst().replicas();
  }
}
