package dev.apifleet.gateway.overload;

/**
 * What share of the scale of importance is refused: rises while there is too much strain, the
 * faster the more, holds just below, and falls slowly once there is clearly less. An integral
 * controller with a dead band, so that it neither jumps nor flutters.
 */
final class ShedLevel {
  /** A few requests always pass, or nobody would find out that all is well again. */
  static final double MOST = 0.95;

  private static final double CALM = 0.9;
  private static final double SMALLEST_RISE = 0.01;
  private static final double LARGEST_RISE = 0.1;
  private static final double FALL = 0.02;

  private ShedLevel() {}

  /** The level after a sample; strain as a share of what is allowed. */
  static double next(double level, double strain) {
    if (strain > 1) {
      double rise = Math.clamp(strain - 1, SMALLEST_RISE, LARGEST_RISE);
      return Math.min(MOST, level + rise);
    }
    return strain < CALM ? Math.max(0, level - FALL) : level;
  }
}
