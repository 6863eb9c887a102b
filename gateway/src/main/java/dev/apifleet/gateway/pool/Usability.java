package dev.apifleet.gateway.pool;

/** Whether an endpoint gets requests, and if not, why. */
public enum Usability {
  USABLE,
  /** Its active health checks fail. */
  UNHEALTHY,
  /** Its breaker refuses. */
  OPEN,
  /** An operator on call took it out. */
  DISABLED
}
