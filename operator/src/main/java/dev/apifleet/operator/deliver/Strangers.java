package dev.apifleet.operator.deliver;

import java.util.HashMap;
import java.util.Map;

/** Counts the callers that have not proved to be gateways yet: few may be there at a time. */
final class Strangers {
  static final int MAX = 64;

  /** Several gateways may call from behind the address of one node. */
  static final int MAX_OF_ONE_SOURCE = 16;

  private final Map<String, Integer> bySource = new HashMap<>();
  private int all;

  /** Whether one more may come from this address; each that may has to leave again. */
  synchronized boolean admit(String source) {
    if (all == MAX || bySource.getOrDefault(source, 0) == MAX_OF_ONE_SOURCE) {
      return false;
    }
    all++;
    bySource.merge(source, 1, Integer::sum);
    return true;
  }

  /** One is known now, or gone. */
  synchronized void leave(String source) {
    all--;
    bySource.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
  }
}
