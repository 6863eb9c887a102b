package dev.apifleet.gateway.pool;

/** A pool's answer to a request that wants an endpoint. */
public sealed interface Choice permits Permit, Choice.NoEndpoint, Choice.AllOpen {

  /** The pool has no endpoint. */
  record NoEndpoint() implements Choice {}

  /** Every endpoint's breaker refuses. */
  record AllOpen(long retryAfterNanos) implements Choice {}
}
