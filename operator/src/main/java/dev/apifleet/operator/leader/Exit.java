package dev.apifleet.operator.leader;

/** How a process ends that must not go on. */
interface Exit {
  /** Ends it when some time has passed in which it did not end in order, whatever hangs. */
  void atLast();

  /** Ends it in order; returns at once. */
  void inOrder();
}
