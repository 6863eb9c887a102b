package dev.apifleet.api.v1alpha1;

/** How requests are counted. */
public enum LimitAlgorithm {
  /** Counts per window, which begins with a client's first request. */
  FixedWindow,
  /** Remembers when requests were admitted: no span as long as the window admits more. */
  SlidingLog,
  /** Counts per window, weighing the window before by what still overlaps. */
  SlidingCounter,
  /** Bursts from a full bucket, then as many as flow into it. */
  TokenBucket,
  /** Fills a bucket that leaks evenly; requests wait for their turn where maxDelay is given. */
  LeakyBucket
}
