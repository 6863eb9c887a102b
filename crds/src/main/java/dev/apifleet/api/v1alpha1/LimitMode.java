package dev.apifleet.api.v1alpha1;

/** Whether a rejection acts. */
public enum LimitMode {
  /** Refuse what exceeds the limit with 429. */
  Enforce,
  /** Count and report what would have been refused, refuse nothing. */
  Shadow
}
