package dev.apifleet.bench.limits;

/** What is asked for decisions: something real, made ready for one measurement. */
interface Decider {
  /** Decides about a request of a key; then runs on the event loop that asked. */
  void decide(int key, Runnable then);
}
