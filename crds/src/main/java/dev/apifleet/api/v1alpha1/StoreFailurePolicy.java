package dev.apifleet.api.v1alpha1;

/** Who decides while Redis does not answer. */
public enum StoreFailurePolicy {
  /** Each gateway on its own, with its share of the limit. */
  Local,
  /** Every request passes. */
  Open,
  /** Every request is refused with 503. */
  Closed
}
