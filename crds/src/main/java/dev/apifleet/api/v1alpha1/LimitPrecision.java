package dev.apifleet.api.v1alpha1;

/** Where requests are decided. None of them ever admits more than the limit. */
public enum LimitPrecision {
  /** Leased where a window has 1,000 requests or more, else Exact. */
  Auto,
  /** Redis decides each request. */
  Exact,
  /** Gateways take slices of the limit from Redis ahead and decide in memory. */
  Leased
}
