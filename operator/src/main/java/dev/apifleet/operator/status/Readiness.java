package dev.apifleet.operator.status;

import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verdict over all conditions, in the words that GitOps tools know: Ready, and Stalled where
 * waiting does not help.
 *
 * <p>What Git asks for is served, all of it, by every gateway: so a part that is left out counts. A
 * switch of an endpoint that is gone does not, since it asks for nothing that is not so; nor does
 * Scaling, which follows the cluster and not the commit.
 */
final class Readiness {
  private static final List<String> HOLD_IN_THIS_ORDER =
      List.of("Accepted", "PartiallyInvalid", "ResolvedRefs", "Programmed");
  private static final List<String> NEED_A_CHANGE = List.of("Accepted", "PartiallyInvalid");
  private static final String SWITCH_OF_NOTHING = "EndpointNotFound";

  private Readiness() {}

  static List<Finding> of(ObjectRef object, List<StatusCondition> conditions) {
    Optional<StatusCondition> obstacle =
        HOLD_IN_THIS_ORDER.stream()
            .flatMap(type -> find(conditions, type).stream())
            .filter(Readiness::hinders)
            .findFirst();
    if (obstacle.isEmpty()) {
      String message = find(conditions, "Programmed").map(StatusCondition::message).orElse("");
      return List.of(new Finding(object, "Ready", true, "Ready", message));
    }
    String reason = obstacle.get().reason();
    String message = obstacle.get().type() + ": " + obstacle.get().message();
    List<Finding> verdict = new ArrayList<>();
    verdict.add(new Finding(object, "Ready", false, reason, message));
    if (NEED_A_CHANGE.contains(obstacle.get().type())) {
      verdict.add(new Finding(object, "Stalled", true, reason, message));
    }
    return verdict;
  }

  private static Optional<StatusCondition> find(List<StatusCondition> conditions, String type) {
    return conditions.stream().filter(each -> each.type().equals(type)).findFirst();
  }

  private static boolean hinders(StatusCondition condition) {
    String bad = Conditions.isBadWhenTrue(condition.type()) ? "True" : "False";
    return condition.status().equals(bad) && !condition.reason().equals(SWITCH_OF_NOTHING);
  }
}
