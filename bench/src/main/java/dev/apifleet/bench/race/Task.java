package dev.apifleet.bench.race;

/** What is asked of those who race. */
public enum Task {
  /** Pass requests on to the backend. */
  PROXY,
  /** Count each request in Redis besides, under a limit that nobody reaches. */
  REDIS_LIMIT,
  /** Let only those pass who bear a token with a good RS256 signature. */
  JWT,
  /** Answer from a cache. */
  CACHE_HIT,
  /**
   * Token, limit in Redis by tier, circuit breaker, retries, access log, metrics, trace headers.
   */
  EVERYTHING
}
