package dev.apifleet.api.v1alpha1;

/** How a header or query parameter is compared. */
public enum ValueMatchType {
  /** The value is equal. */
  Exact,
  /** The whole value matches the expression. */
  RegularExpression
}
