package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.PoolActivation;
import dev.apifleet.api.v1alpha1.PoolAutoscaling;
import dev.apifleet.api.v1alpha1.PoolPrediction;
import dev.apifleet.api.v1alpha1.PredictionMethod;
import dev.apifleet.api.v1alpha1.ScalingMetric;
import dev.apifleet.api.v1alpha1.ScalingRate;
import dev.apifleet.translator.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the owner of a pool asks of the autoscaler.
 *
 * @param min the fewest replicas while there are requests; at least 1
 * @param target requests under way or per second that one replica can carry, or the milliseconds
 *     that a request may take
 * @param utilization percent of the target that one replica should carry
 * @param stableWindow the load is averaged over it; at least a second, at most an hour
 * @param panicWindow never longer than the stable window
 * @param scaleDownDelay for so long no load needed a replica that goes
 * @param scaleUp how fast replicas may come; empty: at once
 * @param scaleDown how fast replicas may go; empty: at once
 * @param sleep when all replicas go; empty: never
 */
public record ScaleSpec(
    int min,
    int max,
    ScalingMetric metric,
    int target,
    int utilization,
    Duration stableWindow,
    Duration panicWindow,
    Duration scaleDownDelay,
    Optional<Rate> scaleUp,
    Optional<Rate> scaleDown,
    Optional<Sleep> sleep,
    Prediction prediction) {
  static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final Duration STABLE = Duration.ofSeconds(60);
  private static final Duration PANIC = Duration.ofSeconds(6);
  private static final Duration AHEAD = Duration.ofSeconds(30);
  private static final Duration PERIOD = Duration.ofSeconds(15);
  private static final int ALL = 100;

  /** At most so much of a change in any period: the larger of percent and replicas. */
  public record Rate(int percent, int replicas, Duration period) {
    /** How many replicas may come to these, or go of them. */
    int most(int replicasThen) {
      long share = Math.ceilDiv((long) replicasThen * percent, ALL);
      return (int) Math.max(1, Math.max(share, replicas));
    }
  }

  /**
   * No replica without requests.
   *
   * @param grace that passes after a stable window without requests
   * @param activation replicas that the first request wakes
   */
  public record Sleep(Duration grace, int activation) {}

  /**
   * Load that is foreseen.
   *
   * @param horizon how far ahead
   */
  public record Prediction(PredictionMethod method, Duration horizon) {
    static final Prediction NONE = new Prediction(PredictionMethod.None, AHEAD);
  }

  public ScaleSpec {
    min = Math.max(1, min);
    max = Math.max(min, max);
    target = Math.max(1, target);
    utilization = Math.clamp(utilization, 1, ALL);
    // Windows are kept in buckets of a second.
    stableWindow = between(SHORTEST_WINDOW, stableWindow, LONGEST).truncatedTo(ChronoUnit.SECONDS);
    panicWindow =
        between(SHORTEST_WINDOW, panicWindow, stableWindow).truncatedTo(ChronoUnit.SECONDS);
    scaleDownDelay = between(Duration.ZERO, scaleDownDelay, LONGEST);
  }

  /** Follows requests under way, with the defaults of the resource for all else. */
  public ScaleSpec(int min, int max, int target, Duration stableWindow, Duration panicWindow) {
    this(
        min,
        max,
        ScalingMetric.Concurrency,
        target,
        ALL,
        stableWindow,
        panicWindow,
        stableWindow,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Prediction.NONE);
  }

  /** Fills in the CRD's defaults where the API server has not. */
  public static ScaleSpec of(PoolAutoscaling wish) {
    Duration stable = duration(wish.stableWindow(), STABLE);
    return new ScaleSpec(
        Objects.requireNonNullElse(wish.minReplicas(), 1),
        Objects.requireNonNullElse(wish.maxReplicas(), 10),
        Objects.requireNonNullElse(wish.metric(), ScalingMetric.Concurrency),
        Objects.requireNonNullElse(wish.target(), 20),
        Objects.requireNonNullElse(wish.targetUtilization(), ALL),
        stable,
        duration(wish.panicWindow(), PANIC),
        duration(wish.scaleDownDelay(), stable),
        Optional.ofNullable(wish.scaleUp()).map(ScaleSpec::rate),
        Optional.ofNullable(wish.scaleDown()).map(ScaleSpec::rate),
        Boolean.TRUE.equals(wish.scaleToZero()) ? Optional.of(sleep(wish)) : Optional.empty(),
        Optional.ofNullable(wish.prediction()).map(ScaleSpec::prediction).orElse(Prediction.NONE));
  }

  /** What one replica should carry. */
  double perReplica() {
    return target * utilization / (double) ALL;
  }

  /**
   * How long a stable window without requests has to be past before all replicas go: for the grace,
   * and until the last request is as old as the delay.
   */
  Duration rest() {
    Duration grace = sleep.map(Sleep::grace).orElse(Duration.ZERO);
    Duration delay = scaleDownDelay.minus(stableWindow);
    return grace.compareTo(delay) > 0 ? grace : delay;
  }

  private static Rate rate(ScalingRate wish) {
    return new Rate(
        Objects.requireNonNullElse(wish.percent(), 0),
        Objects.requireNonNullElse(wish.replicas(), 0),
        between(SHORTEST_WINDOW, duration(wish.period(), PERIOD), LONGEST));
  }

  private static Sleep sleep(PoolAutoscaling wish) {
    Duration grace = duration(wish.scaleToZeroGracePeriod(), AHEAD);
    Integer replicas =
        Optional.ofNullable(wish.activation()).map(PoolActivation::replicas).orElse(1);
    return new Sleep(between(Duration.ZERO, grace, LONGEST), Math.max(1, replicas));
  }

  private static Prediction prediction(PoolPrediction wish) {
    return new Prediction(
        Objects.requireNonNullElse(wish.method(), PredictionMethod.None),
        between(SHORTEST_WINDOW, duration(wish.horizon(), AHEAD), LONGEST));
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
