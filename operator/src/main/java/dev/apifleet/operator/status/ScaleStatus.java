package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.PodHoursStatus;
import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * The autoscaler's part of the status of a pool or a fleet; null where unknown.
 *
 * @param replicas of the scale target
 * @param desiredReplicas what the operator wants now
 * @param selector label selector of the target's pods, as text
 * @param condition the Scaling condition, empty where nothing is to be scaled
 * @param spent what the replicas have cost, empty where it is not counted yet
 */
public record ScaleStatus(
    Integer replicas,
    Integer desiredReplicas,
    String selector,
    Optional<Finding> condition,
    Optional<PodHours> spent) {
  public static final ScaleStatus NONE = new ScaleStatus(null, null, null, Optional.empty());

  /** Before its costs are counted. */
  public ScaleStatus(
      Integer replicas, Integer desiredReplicas, String selector, Optional<Finding> condition) {
    this(replicas, desiredReplicas, selector, condition, Optional.empty());
  }

  public ScaleStatus with(PodHours counted) {
    return new ScaleStatus(replicas, desiredReplicas, selector, condition, Optional.of(counted));
  }

  public ScaleStatus with(Optional<Finding> other) {
    return new ScaleStatus(replicas, desiredReplicas, selector, other, spent);
  }

  /** As the object's status says it; null where it is not counted yet. */
  public PodHoursStatus podHours() {
    return spent.map(PodHours::status).orElse(null);
  }

  /**
   * What an object's status says: after a restart the autoscaler knows nothing until its first
   * look, and what was seen before stands.
   */
  public static ScaleStatus lastSeen(
      ObjectRef object,
      Integer replicas,
      Integer desiredReplicas,
      String selector,
      PodHoursStatus podHours,
      List<StatusCondition> conditions) {
    Optional<Finding> scaling =
        Optional.ofNullable(conditions).stream()
            .flatMap(List::stream)
            .filter(condition -> "Scaling".equals(condition.type()))
            .findFirst()
            .map(
                condition ->
                    new Finding(
                        object,
                        condition.type(),
                        "True".equals(condition.status()),
                        condition.reason(),
                        condition.message()));
    Optional<PodHours> spent = Optional.ofNullable(podHours).flatMap(PodHours::of);
    return new ScaleStatus(replicas, desiredReplicas, selector, scaling, spent);
  }
}
