package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.PoolAutoscaling;
import dev.apifleet.translator.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What the owner of a pool asks of the autoscaler.
 *
 * @param target requests under way that one replica should carry
 * @param stableWindow the load is averaged over it; at least a second, at most an hour
 * @param panicWindow never longer than the stable window
 */
public record ScaleSpec(int min, int max, int target, Duration stableWindow, Duration panicWindow) {
  static final Duration LONGEST_WINDOW = Duration.ofHours(1);
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final Duration STABLE = Duration.ofSeconds(60);
  private static final Duration PANIC = Duration.ofSeconds(6);

  public ScaleSpec {
    max = Math.max(min, max);
    target = Math.max(1, target);
    // Windows are kept in buckets of a second.
    stableWindow =
        between(SHORTEST_WINDOW, stableWindow, LONGEST_WINDOW).truncatedTo(ChronoUnit.SECONDS);
    panicWindow =
        between(SHORTEST_WINDOW, panicWindow, stableWindow).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Fills in the CRD's defaults where the API server has not. */
  public static ScaleSpec of(PoolAutoscaling wish) {
    return new ScaleSpec(
        Objects.requireNonNullElse(wish.minReplicas(), 1),
        Objects.requireNonNullElse(wish.maxReplicas(), 10),
        Objects.requireNonNullElse(wish.target(), 20),
        duration(wish.stableWindow(), STABLE),
        duration(wish.panicWindow(), PANIC));
  }

  int clamp(int replicas) {
    return Math.clamp(replicas, min, max);
  }

  private static Duration between(Duration low, Duration value, Duration high) {
    if (value.compareTo(low) < 0) {
      return low;
    }
    return value.compareTo(high) > 0 ? high : value;
  }

  /** The fallback stands for nothing, and for what the pool's own status complains of. */
  private static Duration duration(String text, Duration fallback) {
    OptionalLong millis = text == null ? OptionalLong.empty() : Durations.millis(text);
    return millis.isPresent() ? Duration.ofMillis(millis.getAsLong()) : fallback;
  }
}
