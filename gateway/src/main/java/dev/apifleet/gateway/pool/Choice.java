package dev.apifleet.gateway.pool;

/** A pool's answer to a request that wants an endpoint. */
public sealed interface Choice
    permits Permit, Choice.NoEndpoint, Choice.AllOpen, Choice.NoneHealthy {

  /** The pool has no endpoint. */
  record NoEndpoint() implements Choice {}

  /** The breaker of every endpoint that is healthy refuses. */
  record AllOpen(long retryAfterNanos) implements Choice {}

  /** Every endpoint is disabled, or fails its health checks. */
  record NoneHealthy(int unhealthy, int disabled) implements Choice {}
}
