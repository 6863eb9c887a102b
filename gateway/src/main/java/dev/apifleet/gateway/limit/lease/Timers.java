package dev.apifleet.gateway.limit.lease;

/** Time that only goes forward, and alarms in it. */
public interface Timers {
  /** Milliseconds since any moment; a gateway's wall clock plays no part. */
  long millis();

  /** Runs something later, on any thread. */
  void after(long millis, Runnable action);
}
