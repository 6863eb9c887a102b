package dev.apifleet.operator.autoscale;

/** What is known of a scale target. */
sealed interface TargetState {
  /**
   * @param replicas how many it is told to have
   * @param running how many it has
   * @param selector label selector of its pods
   */
  record Found(int replicas, int running, String selector) implements TargetState {}

  /** There is no such object. */
  record Missing() implements TargetState {}

  /** There is no such kind, or it has no scale subresource. */
  record NotScalable() implements TargetState {}

  /** The API server refused or failed. */
  record Unreadable(String problem) implements TargetState {}
}
