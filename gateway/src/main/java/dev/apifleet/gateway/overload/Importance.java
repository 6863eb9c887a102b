package dev.apifleet.gateway.overload;

import dev.apifleet.snapshot.RuleAction.Priority;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Places requests on a scale from 0 to 1: by the rule's priority, within it by the subscriber's
 * tier, and within that by chance.
 */
final class Importance {
  private static final int PRIORITIES = Priority.values().length;

  private final Map<String, Integer> ranks = new HashMap<>();
  private final int unlisted;
  private final int count;

  /** By the priorities of tiers; one that is not listed has 0. */
  Importance(Map<String, Integer> tiers) {
    TreeSet<Integer> distinct = new TreeSet<>(tiers.values());
    distinct.add(0);
    tiers.forEach((tier, priority) -> ranks.put(tier, distinct.headSet(priority).size()));
    unlisted = distinct.headSet(0).size();
    count = distinct.size();
  }

  /**
   * The place of a request.
   *
   * @param chance from 0 to 1
   */
  double of(Priority priority, String tier, double chance) {
    int rank = ranks.getOrDefault(tier, unlisted);
    return (priority.ordinal() + (rank + chance) / count) / PRIORITIES;
  }

  /** Above the place of every request of a priority. */
  static double above(Priority priority) {
    return (priority.ordinal() + 1.0) / PRIORITIES;
  }
}
