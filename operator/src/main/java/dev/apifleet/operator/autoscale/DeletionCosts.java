package dev.apifleet.operator.autoscale;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which pods of a Deployment are to go before others: a pure function. Kubernetes removes pods that
 * are not ready first, and of those that are the one with the lowest cost.
 */
final class DeletionCosts {
  static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";

  /** Marks a pod that goes first; no cost at all counts as 0. */
  static final int FIRST = -1000;

  /** Each is a call of the API server, and the scaling waits for them. */
  private static final int MOST_CHANGES = 50;

  /** A ready pod with the cost that it has now. */
  record Candidate(String name, Optional<Integer> cost) {
    boolean marked() {
      return cost.equals(Optional.of(FIRST));
    }
  }

  private DeletionCosts() {}

  /**
   * The costs to set or, where empty, to take away; none where the owner of the pods has set costs.
   *
   * @param busy requests under way by pod; a pod that is missing has none
   * @param staying how many ready pods are to stay
   */
  static Map<String, Optional<Integer>> changes(
      List<Candidate> pods, Map<String, Integer> busy, int staying) {
    Map<String, Optional<Integer>> changes = new LinkedHashMap<>();
    if (pods.stream().anyMatch(pod -> pod.cost().isPresent() && !pod.marked())) {
      return changes;
    }
    Set<Candidate> going = going(pods, busy, pods.size() - staying);
    for (Candidate pod : pods) {
      if (changes.size() < MOST_CHANGES && going.contains(pod) != pod.marked()) {
        changes.put(pod.name(), pod.marked() ? Optional.empty() : Optional.of(FIRST));
      }
    }
    return changes;
  }

  /** Among equals those that are marked already, so that little is to be changed. */
  private static Set<Candidate> going(List<Candidate> pods, Map<String, Integer> busy, int count) {
    return new HashSet<>(
        pods.stream()
            .sorted(
                Comparator.comparingInt((Candidate pod) -> busy.getOrDefault(pod.name(), 0))
                    .thenComparing(pod -> !pod.marked())
                    .thenComparing(Candidate::name))
            .limit(Math.max(0, count))
            .toList());
  }
}
