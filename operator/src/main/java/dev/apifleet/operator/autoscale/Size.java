package dev.apifleet.operator.autoscale;

/**
 * A number of replicas, and what it comes from: the last rule that changed it.
 *
 * @param replicas so many
 */
public record Size(int replicas, Cause cause) {
  /** Why a pool has the size that it has. */
  public enum Cause {
    /** The load needs it. */
    LOAD,
    /** The last second needs twice as many or more. */
    SURGE,
    /** The load that is foreseen needs it. */
    FORESEEN,
    /** Requests came to a pool without replicas. */
    WAKE,
    /** A burst is not long past. */
    BURST,
    /** Some gateway was not heard of late. */
    UNSEEN,
    /** It was needed within the delay. */
    DELAY,
    /** More come later. */
    SCALE_UP,
    /** More go later. */
    SCALE_DOWN,
    MAX,
    MIN,
    /** No request, but not for long enough. */
    GRACE
  }

  Size atLeast(int least, Cause why) {
    return least > replicas ? new Size(least, why) : this;
  }

  Size atMost(int most, Cause why) {
    return most < replicas ? new Size(most, why) : this;
  }
}
