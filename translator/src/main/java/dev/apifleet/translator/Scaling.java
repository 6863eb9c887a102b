package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.BackendPoolSpec;
import dev.apifleet.api.v1alpha1.PoolAutoscaling;
import dev.apifleet.translator.Durations.AtLeast;

/** Checks how a pool wants to be scaled; gateways need not know it. */
final class Scaling {
  private static final FieldPath REPLICAS = FieldPath.SPEC.child("replicas");
  private static final FieldPath TARGET = FieldPath.SPEC.child("scaleTargetRef").child("name");
  private static final FieldPath AUTOSCALING = FieldPath.SPEC.child("autoscaling");
  private static final int MOST_REPLICAS = 1000;

  private Scaling() {}

  static void check(BackendPoolSpec spec, Problems problems) {
    if (spec.replicas() != null && spec.autoscaling() != null) {
      problems.invalid(REPLICAS, spec.replicas(), "remove it, or remove spec.autoscaling");
    }
    boolean scaled = spec.replicas() != null || spec.autoscaling() != null;
    boolean targetless =
        spec.scaleTargetRef() == null || Texts.isBlank(spec.scaleTargetRef().name());
    if (scaled && targetless) {
      problems.invalid(TARGET, null, "name what is scaled, such as a Deployment");
    }
    Numbers.read(REPLICAS, spec.replicas(), 0, 0, MOST_REPLICAS, problems);
    if (spec.autoscaling() != null) {
      check(spec.autoscaling(), problems);
    }
  }

  private static void check(PoolAutoscaling scaling, Problems problems) {
    int least = replicas("minReplicas", scaling.minReplicas(), 1, problems);
    int most = replicas("maxReplicas", scaling.maxReplicas(), 10, problems);
    if (least > most) {
      problems.invalid(
          AUTOSCALING.child("minReplicas"), least, "write at most maxReplicas, which is " + most);
    }
    Numbers.read(AUTOSCALING.child("target"), scaling.target(), 20, 1, 1_000_000, problems);
    window("stableWindow", scaling.stableWindow(), "60s", problems);
    window("panicWindow", scaling.panicWindow(), "6s", problems);
  }

  private static int replicas(String field, Integer value, int fallback, Problems problems) {
    return Numbers.read(AUTOSCALING.child(field), value, fallback, 1, MOST_REPLICAS, problems);
  }

  private static void window(String field, String text, String fallback, Problems problems) {
    Durations.read(AUTOSCALING.child(field), text, fallback, AtLeast.SECOND, problems);
  }
}
