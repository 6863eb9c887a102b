package dev.apifleet.api.v1alpha1;

/** How a path is compared. */
public enum PathMatchType {
  /** The whole path is equal. */
  Exact,
  /** Whole leading segments are equal. */
  PathPrefix,
  /**
   * Segments are equal; {name} stands for any one segment, {name...} at the end for all the rest.
   */
  Template,
  /** The whole path matches the expression. */
  RegularExpression
}
