package dev.apifleet.api.v1alpha1;

/** How exact the count over all gateways is. */
public enum LimitPrecision {
  /** The operator chooses; at present Exact. */
  Auto,
  /** The shared store decides each request. */
  Exact
}
