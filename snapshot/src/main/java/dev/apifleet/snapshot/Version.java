package dev.apifleet.snapshot;

/**
 * Which snapshot: leaders are told apart by the epoch, publications by the counter, content by the
 * hash.
 *
 * @param epoch {@code leaseTransitions} of the operator's Lease
 * @param counter counts publications within the epoch
 * @param hash that of the snapshot ({@link Snapshot#hash})
 */
public record Version(long epoch, long counter, String hash) {
  /** As people see it: {@code epoch.counter}. */
  public String label() {
    return epoch + "." + counter;
  }
}
