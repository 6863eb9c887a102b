package dev.apifleet.operator.autoscale;

/** What a decision follows. */
public enum ScaleMode {
  /** The average over the stable window, and what is foreseen. */
  STABLE,
  /** A burst: the larger of both averages, and never down. */
  PANIC,
  /** Nothing: no gateway reports load. */
  HOLD,
  /** No requests: no replicas until one comes. */
  ZERO
}
