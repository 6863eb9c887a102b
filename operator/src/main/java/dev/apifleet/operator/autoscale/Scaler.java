package dev.apifleet.operator.autoscale;

/** Reads and sets the size of scale targets; what goes wrong is a state and not an exception. */
interface Scaler {
  TargetState read(ScaleTarget target);

  /** Answers the state that it led to. */
  TargetState scale(ScaleTarget target, int replicas);
}
