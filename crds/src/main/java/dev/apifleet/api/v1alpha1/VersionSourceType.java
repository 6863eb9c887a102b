package dev.apifleet.api.v1alpha1;

/** Where a request says which version it wants. */
public enum VersionSourceType {
  /** A leading path segment. */
  Path,
  /** A header. */
  Header,
  /** A vendor media type in Accept. */
  MediaType
}
