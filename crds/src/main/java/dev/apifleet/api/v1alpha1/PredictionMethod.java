package dev.apifleet.api.v1alpha1;

/** How load is foreseen. */
public enum PredictionMethod {
  /** Not at all. */
  None,
  /** It goes on as it rose over the stable window. */
  Slope,
  /** It becomes what it was at the same time a week ago. */
  LastWeek
}
