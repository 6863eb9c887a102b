package dev.apifleet.operator.leader;

/** Whether this operator leads. It begins to lead at most once; who stops leading exits. */
public interface Leadership {
  /** Whether this operator may publish, write status and scale. */
  boolean isLeader();

  /** {@code leaseTransitions} of the Lease: grows with each leader. */
  long epoch();

  /** Runs when this operator begins to lead, or at once when it leads already. */
  void onStart(Runnable action);

  /** Runs when this operator no longer leads, shortly before it exits. */
  void onStop(Runnable action);
}
