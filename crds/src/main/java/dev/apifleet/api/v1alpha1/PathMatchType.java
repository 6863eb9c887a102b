package dev.apifleet.api.v1alpha1;

/** How a path is compared. */
public enum PathMatchType {
  /** The whole path is equal. */
  Exact,
  /** Whole leading segments are equal. */
  PathPrefix,
  /** The whole path matches the expression. */
  RegularExpression
}
