package dev.apifleet.gateway.pool;

/** What a circuit breaker does with requests; the names are those of {@code x-circuit-state}. */
public enum Phase {
  /** All pass. */
  CLOSED,
  /** None pass. */
  OPEN,
  /** A few pass, to find out. */
  HALF_OPEN
}
