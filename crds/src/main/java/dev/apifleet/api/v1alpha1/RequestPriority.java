package dev.apifleet.api.v1alpha1;

/** Which requests are shed last under overload. */
public enum RequestPriority {
  /** Shed last. */
  Critical,
  /** Before normal. */
  High,
  /** The default. */
  Normal,
  /** Shed first. */
  Low
}
