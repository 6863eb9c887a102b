package dev.apifleet.gateway.limit;

/** A counter's answer to one request. */
public sealed interface Decision {
  /** Time to the end of the counter's current window. */
  long resetMillis();

  /**
   * The request was counted and may pass.
   *
   * @param remaining how many more would pass at once
   */
  record Permitted(long remaining, long resetMillis) implements Decision {}

  /**
   * The request is over the limit and was not counted.
   *
   * @param retryAfterMillis time until one request would pass, if no other comes meanwhile
   */
  record Rejected(long resetMillis, long retryAfterMillis) implements Decision {}
}
