package dev.apifleet.api.v1alpha1;

/** How requests are counted. */
public enum LimitAlgorithm {
  /** Counts per window, weighing the window before by what still overlaps. */
  SlidingCounter
}
