package dev.apifleet.gateway.cache;

/**
 * How a fetch ended.
 *
 * @param kept the answer, where it was kept
 */
record Landing(Outcome outcome, Kept kept) {
  static final Landing NOT_KEPT = new Landing(Outcome.NOT_KEPT, Kept.NOTHING);
  static final Landing FAILED = new Landing(Outcome.FAILED, Kept.NOTHING);
  static final Landing ABANDONED = new Landing(Outcome.ABANDONED, Kept.NOTHING);

  /** The ways to end. */
  enum Outcome {
    /** There is an answer for all who waited. */
    KEPT,
    /** There is one, for its client alone. */
    NOT_KEPT,
    /** The backend could not answer. */
    FAILED,
    /** Its client went away, or it broke off. */
    ABANDONED
  }

  static Landing of(Kept kept) {
    return new Landing(Outcome.KEPT, kept);
  }
}
