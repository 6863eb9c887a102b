package dev.apifleet.operator.autoscale;

import java.time.Instant;
import java.util.Optional;

/**
 * Decides how many replicas a pool should have: a pure function.
 *
 * <p>The rules are those that Knative's documentation publishes for its pod autoscaler (KPA), in
 * our words: the load over a stable window, divided by what one replica should carry, is the size;
 * when the load over a short panic window needs twice the replicas there are, that burst decides
 * and nothing is removed until a stable window has passed without another; and a size is given up
 * only after a stable window in which no load needed it. Ours are: bounds act at once, and without
 * any report nothing changes but for the bounds.
 */
public final class ScaleDecider {
  private static final int PANIC_FACTOR = 2;

  private ScaleDecider() {}

  /**
   * @param current the replicas that the target is told to have
   */
  public static ScaleDecision decide(
      ScaleSpec spec, LoadStats stats, int current, ScaleMemory memory, Instant now) {
    return switch (stats) {
      case LoadStats.Unknown() -> hold(spec, current, memory, now);
      case LoadStats.Known known -> follow(spec, known, current, memory, now);
    };
  }

  /** What nobody saw may have needed the present size. */
  private static ScaleDecision hold(ScaleSpec spec, int current, ScaleMemory memory, Instant now) {
    int replicas = spec.clamp(current);
    Optional<Instant> burst = memory.burstAfter(now.minus(spec.stableWindow()));
    return new ScaleDecision(
        replicas,
        ScaleMode.HOLD,
        ScaleReasons.hold(current, replicas),
        memory.remember(current, burst, spec.stableWindow(), now));
  }

  private static ScaleDecision follow(
      ScaleSpec spec, LoadStats.Known load, int current, ScaleMemory memory, Instant now) {
    int stable = needed(load.stable().concurrency(), spec.target());
    int panic = needed(load.panic().concurrency(), spec.target());
    boolean bursting = panic >= PANIC_FACTOR * Math.max(1, current);
    Optional<Instant> burst =
        bursting ? Optional.of(now) : memory.burstAfter(now.minus(spec.stableWindow()));
    boolean panicking = burst.isPresent();
    int needed = panicking ? Math.max(stable, panic) : stable;
    ScaleMemory next = memory.remember(needed, burst, spec.stableWindow(), now);
    int kept = panicking ? current : Math.min(current, next.peak());
    int replicas = spec.clamp(Math.max(needed, kept));
    ScaleMode mode = panicking ? ScaleMode.PANIC : ScaleMode.STABLE;
    String why = ScaleReasons.follow(spec, load, mode, needed, replicas);
    return new ScaleDecision(replicas, mode, why, next);
  }

  private static int needed(double concurrency, int target) {
    return (int) Math.min(Integer.MAX_VALUE / PANIC_FACTOR, Math.ceil(concurrency / target));
  }
}
