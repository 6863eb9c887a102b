package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.GatewayFleetStatus;
import dev.apifleet.api.v1alpha1.ObservedStatus;
import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.translator.Finding;
import java.util.List;
import java.util.Objects;

/** How much people wait for a status, the most urgent first. */
public enum Urgency {
  /** Of a fleet: says at once what may take many objects long to say. */
  FLEET,
  /** Something is wrong that was not wrong before. */
  FAILURE,
  /** A condition flips, or a new generation is observed. */
  FLIP,
  /** Figures and words. */
  DETAIL;

  /** What a condition says, but for its words. */
  private record Verdict(String type, boolean status, String reason) {
    boolean isFailure() {
      return status == Conditions.isBadWhenTrue(type) && !reason.equals("Pending");
    }
  }

  /**
   * @param before what was known last, or null
   */
  static Urgency of(ObjectState before, ObjectState after) {
    if (after.fleet().isPresent()) {
      return FLEET;
    }
    boolean same = before != null && before.generation() == after.generation();
    return of(same ? found(before.conditions()) : List.of(), found(after.conditions()));
  }

  /**
   * @param before what is written, or null
   */
  public static Urgency of(ObservedStatus before, ObservedStatus after) {
    if (after instanceof GatewayFleetStatus) {
      return FLEET;
    }
    boolean same =
        before != null
            && before.conditions() != null
            && Objects.equals(before.observedGeneration(), after.observedGeneration());
    return of(same ? written(before.conditions()) : List.of(), written(after.conditions()));
  }

  private static Urgency of(List<Verdict> before, List<Verdict> after) {
    if (before.equals(after)) {
      return DETAIL;
    }
    return after.stream().anyMatch(Verdict::isFailure) ? FAILURE : FLIP;
  }

  private static List<Verdict> found(List<Finding> findings) {
    return findings.stream().map(f -> new Verdict(f.type(), f.status(), f.reason())).toList();
  }

  private static List<Verdict> written(List<StatusCondition> conditions) {
    return conditions.stream()
        .map(c -> new Verdict(c.type(), "True".equals(c.status()), c.reason()))
        .toList();
  }
}
