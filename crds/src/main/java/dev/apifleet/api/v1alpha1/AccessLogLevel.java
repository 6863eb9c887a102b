package dev.apifleet.api.v1alpha1;

/** Which requests have a line in the access log. */
public enum AccessLogLevel {
  /** None has. */
  None,
  /** Those that ended with a status from 400, or before their answer did. */
  Errors,
  /** All have. */
  All
}
