package dev.apifleet.apiserver.overload;

import java.util.regex.Pattern;

/**
 * How much of the room a request may find taken and still come in: the less important it is, the
 * sooner it is refused.
 */
enum Importance {
  LOW(0.6),
  NORMAL(0.85),
  CRITICAL(1);

  private static final Pattern CRITICAL_PATHS = Pattern.compile("/api/v[12]/checkout");
  private static final Pattern LOW_PATHS = Pattern.compile("/api/v[12]/search");

  private final double share;

  Importance(double share) {
    this.share = share;
  }

  /** Of 20 places, Low requests take 12, Normal ones 17, and Critical ones all. */
  int places(int limit) {
    return Math.max(1, (int) Math.floor(limit * share));
  }

  static Importance of(String path) {
    if (CRITICAL_PATHS.matcher(path).matches()) {
      return CRITICAL;
    }
    return LOW_PATHS.matcher(path).matches() ? LOW : NORMAL;
  }
}
