package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.DeletionCosts.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sees to it that of a Deployment that shrinks the pods with the fewest requests under way go
 * first. A hint: what goes wrong keeps no scaling back.
 */
final class Idlest {
  private static final Logger LOG = Logger.getLogger(Idlest.class);

  /** The pods of a target; throws when the API server does not answer. */
  interface Pods {
    /** Those that are ready, out of all that are not terminating. */
    List<Candidate> ready(String namespace, String selector);

    /** Empty takes the cost away. */
    void cost(String namespace, String pod, Optional<Integer> cost);
  }

  /** How many requests each pod of a namespace has under way; empty where that is not known. */
  interface Busy {
    Optional<Map<String, Integer>> in(String namespace);
  }

  private final Pods pods;
  private final Busy busy;

  Idlest(Pods pods, Busy busy) {
    this.pods = pods;
    this.busy = busy;
  }

  /** The target is about to get another size. */
  void before(ScaleTarget target, TargetState.Found found, int wanted) {
    boolean shrinks = wanted > 0 && wanted < found.replicas();
    if (shrinks && target.isDeployment() && found.selector() != null) {
      busy.in(target.namespace()).ifPresent(load -> mark(target, found, wanted, load));
    }
  }

  private void mark(
      ScaleTarget target, TargetState.Found found, int wanted, Map<String, Integer> load) {
    try {
      DeletionCosts.changes(pods.ready(target.namespace(), found.selector()), load, wanted)
          .forEach((pod, cost) -> mark(target, pod, cost));
    } catch (RuntimeException e) {
      LOG.warnf(
          "which pods of %s \"%s\" go first is left to Kubernetes: %s",
          target.kind(), target.name(), e.getMessage());
    }
  }

  /** A pod that went meanwhile keeps the others from nothing. */
  private void mark(ScaleTarget target, String pod, Optional<Integer> cost) {
    try {
      pods.cost(target.namespace(), pod, cost);
    } catch (RuntimeException e) {
      LOG.infof(
          "pod \"%s\" of %s \"%s\" was not marked: %s",
          pod, target.kind(), target.name(), e.getMessage());
    }
  }
}
