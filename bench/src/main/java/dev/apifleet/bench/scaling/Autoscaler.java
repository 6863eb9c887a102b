package dev.apifleet.bench.scaling;

/** Says how many pods there should be, step by step. */
interface Autoscaler {
  /** Bounds of all of them. */
  int MOST = 50;

  /** Percent of a pod that all of them aim at. */
  int UTILIZATION = 70;

  String name();

  /** How many it leaves at least. */
  int fewest();

  /** What it wants after this step. */
  int wanted(Seen seen);
}
