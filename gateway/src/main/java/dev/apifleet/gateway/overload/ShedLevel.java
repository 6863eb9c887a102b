package dev.apifleet.gateway.overload;

import dev.apifleet.snapshot.RuleAction.Priority;

/**
 * What share of the scale of importance is refused: rises while there is too much strain, the
 * faster the more, holds just below, and falls slowly once there is clearly less. An integral
 * controller with a dead band, so that it neither jumps nor flutters.
 */
final class ShedLevel {
  /** A few requests always pass, or nobody would find out that all is well again. */
  static final double MOST = 0.95;

  /**
   * A processor that is busy with critical requests alone does what it is there for: of those, none
   * is refused for that.
   */
  static final double MOST_BY_CPU = Importance.above(Priority.HIGH);

  private static final double CALM = 0.9;
  private static final double SMALLEST_RISE = 0.01;
  private static final double LARGEST_RISE = 0.1;

  /**
   * Of itself: the lower it is, the less. So few of the least important requests are let in again
   * at a time, as the strain that they make shows only after about a second.
   */
  private static final double FALL = 0.08;

  private static final double SMALLEST_FALL = 0.002;

  /** Half of the lag that is allowed: what waits in a round that takes so long adds to the rest. */
  private static final double LONG_ROUND = 0.5;

  private ShedLevel() {}

  /**
   * The level for a request that is read in a round of an event loop, once that takes long: refuses
   * Low after half of the lag that is allowed, Normal after all of it, High after one and a half.
   * Else critical requests would wait for whatever was admitted before the level rose.
   *
   * @param taken by the round so far, as a share of the lag that is allowed
   */
  static double within(double level, double taken) {
    return taken < LONG_ROUND ? level : Math.max(level, Math.min(MOST_BY_CPU, taken * LONG_ROUND));
  }

  /** The level after a sample; both as shares of what is allowed. */
  static double next(double level, double cpu, double distress) {
    double most = distress > 1 ? MOST : MOST_BY_CPU;
    if (level > most) {
      return distress < CALM ? Math.max(most, fallen(level)) : level;
    }
    double strain = Math.max(cpu, distress);
    if (strain > 1) {
      double rise = Math.clamp(strain - 1, SMALLEST_RISE, LARGEST_RISE);
      return Math.min(most, level + rise);
    }
    return strain < CALM ? fallen(level) : level;
  }

  private static double fallen(double level) {
    return Math.max(0, level - Math.max(SMALLEST_FALL, level * FALL));
  }
}
