package dev.apifleet.apiserver.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The invalidations that Redis is not known to have. Bounded: too many become one of everything.
 * Each is noted before Redis is asked, so that nothing can be lost between asking and answer.
 */
final class Owed {

  private static final int MOST = 1000;

  private final Map<String, Long> tickets = new HashMap<>();
  private long everything;
  private long last;

  /** What is owed at a moment. */
  record Bill(List<String> keys, boolean everything, long ticket) {}

  synchronized long add(Collection<String> keys) {
    last++;
    keys.forEach(key -> tickets.put(key, last));
    if (tickets.size() > MOST) {
      everything = last;
      tickets.clear();
    }
    return last;
  }

  synchronized long addAll() {
    everything = ++last;
    tickets.clear();
    return last;
  }

  /** Whether what Redis holds under this key may be out of date. */
  synchronized boolean covers(String key) {
    return everything > 0 || tickets.containsKey(key);
  }

  synchronized int size() {
    return everything > 0 ? MOST : tickets.size();
  }

  /**
   * Only what was owed by then: a later invalidation of the same key has its own answer to await.
   */
  synchronized void settle(Collection<String> keys, long ticket) {
    keys.forEach(key -> tickets.computeIfPresent(key, (k, owed) -> owed <= ticket ? null : owed));
  }

  synchronized void settleAll(long ticket) {
    everything = everything <= ticket ? 0 : everything;
  }

  synchronized Bill bill() {
    return new Bill(List.copyOf(tickets.keySet()), everything > 0, last);
  }

  synchronized void settle(Bill bill) {
    settle(bill.keys(), bill.ticket());
    if (bill.everything()) {
      settleAll(bill.ticket());
    }
  }
}
