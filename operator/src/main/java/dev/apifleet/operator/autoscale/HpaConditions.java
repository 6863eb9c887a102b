package dev.apifleet.operator.autoscale;

import dev.apifleet.translator.Finding;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import java.util.List;
import java.util.Optional;

/** What a HorizontalPodAutoscaler says of itself, as the Scaling condition of its pool. */
final class HpaConditions {
  private static final String ABLE = "AbleToScale";
  private static final String ACTIVE = "ScalingActive";
  private static final int MAX_MESSAGE = 500;

  private HpaConditions() {}

  /** What keeps it from scaling, else what it follows. */
  static Finding finding(Subject pool, Optional<HorizontalPodAutoscalerStatus> status) {
    List<HorizontalPodAutoscalerCondition> all =
        status.map(HorizontalPodAutoscalerStatus::getConditions).orElse(List.of());
    return all.stream()
        .filter(each -> List.of(ABLE, ACTIVE).contains(each.getType()))
        .filter(each -> !"True".equals(each.getStatus()))
        .findFirst()
        .map(each -> finding(pool, false, each.getReason(), each.getMessage()))
        .orElseGet(() -> finding(pool, true, "FollowingHpa", following(all)));
  }

  private static String following(List<HorizontalPodAutoscalerCondition> all) {
    return all.stream()
        .filter(each -> each.getType().equals(ACTIVE))
        .findFirst()
        .map(HorizontalPodAutoscalerCondition::getMessage)
        .orElse("it has not looked yet");
  }

  private static Finding finding(Subject pool, boolean status, String reason, String message) {
    String text = String.valueOf(message);
    return new Finding(
        pool.ref(),
        ScaleStep.SCALING,
        status,
        reason,
        "HorizontalPodAutoscaler \"%s\" scales %s \"%s\": %s"
            .formatted(
                PoolHpa.name(pool),
                pool.target().kind(),
                pool.target().name(),
                text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "…" : text));
  }
}
