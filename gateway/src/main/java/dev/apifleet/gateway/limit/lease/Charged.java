package dev.apifleet.gateway.limit.lease;

/**
 * What a request was charged on one counter.
 *
 * @param stamp of the grant it was charged to
 * @param by who granted it
 */
public record Charged(Slot slot, long units, long stamp, By by) {
  /** Who granted units. */
  public enum By {
    /** The store. */
    STORE,
    /** This gateway alone, which owes them to the store. */
    ALONE,
    /** Nobody: the store is away, and the policy lets requests pass. */
    NOBODY
  }
}
