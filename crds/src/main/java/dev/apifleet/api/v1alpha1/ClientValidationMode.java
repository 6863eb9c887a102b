package dev.apifleet.api.v1alpha1;

/** What becomes of clients without a valid certificate. */
public enum ClientValidationMode {
  /** They are refused. */
  Require,
  /** Those without one are served; an invalid one is refused. */
  Optional
}
