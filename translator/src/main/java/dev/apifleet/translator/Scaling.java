package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.ActivationQueue;
import dev.apifleet.api.v1alpha1.BackendPoolSpec;
import dev.apifleet.api.v1alpha1.GatewayFleetSpec;
import dev.apifleet.api.v1alpha1.PoolActivation;
import dev.apifleet.api.v1alpha1.PoolAutoscaling;
import dev.apifleet.api.v1alpha1.PoolPrediction;
import dev.apifleet.api.v1alpha1.PredictionMethod;
import dev.apifleet.api.v1alpha1.ScalingMetric;
import dev.apifleet.api.v1alpha1.ScalingMode;
import dev.apifleet.api.v1alpha1.ScalingRate;
import dev.apifleet.snapshot.PoolConfig.ActivationConfig;
import dev.apifleet.translator.Durations.AtLeast;
import dev.apifleet.translator.Durations.AtMost;
import java.util.Objects;

/** Checks how a pool wants to be scaled; gateways need only know where requests wait for it. */
final class Scaling {
  private static final FieldPath REPLICAS = FieldPath.SPEC.child("replicas");
  private static final FieldPath TARGET = FieldPath.SPEC.child("scaleTargetRef").child("name");
  private static final FieldPath AUTOSCALING = FieldPath.SPEC.child("autoscaling");
  private static final FieldPath ACTIVATION = AUTOSCALING.child("activation");
  private static final FieldPath QUEUE = ACTIVATION.child("queue");
  private static final FieldPath PREDICTION = AUTOSCALING.child("prediction");
  private static final int MOST_REPLICAS = 1000;
  private static final int MOST_PERCENT = 100_000;
  private static final String STABLE = "60s";
  private static final String PANIC = "6s";
  private static final PoolActivation DEFAULT_ACTIVATION = new PoolActivation(null, null);
  private static final ActivationQueue DEFAULT_QUEUE = new ActivationQueue(null, null);

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
      mode(spec.autoscaling(), problems);
    }
  }

  private static void mode(PoolAutoscaling scaling, Problems problems) {
    boolean byHpa = scaling.mode() == ScalingMode.Hpa;
    if (scaling.metric() == ScalingMetric.Cpu && !byHpa) {
      problems.invalid(
          AUTOSCALING.child("metric"), "Cpu", "write Concurrency, Rate or Latency, or mode: Hpa");
    }
    if (Boolean.TRUE.equals(scaling.scaleToZero()) && byHpa) {
      problems.invalid(
          AUTOSCALING.child("scaleToZero"), true, "remove it, or write mode: Requests");
    }
  }

  /** Where requests wait for a pool that may have no replica; null where it always has one. */
  static ActivationConfig activation(PoolAutoscaling scaling, Problems problems) {
    if (scaling == null) {
      return null;
    }
    PoolActivation wish = Objects.requireNonNullElse(scaling.activation(), DEFAULT_ACTIVATION);
    ActivationQueue queue = Objects.requireNonNullElse(wish.queue(), DEFAULT_QUEUE);
    Numbers.read(ACTIVATION.child("replicas"), wish.replicas(), 1, 1, MOST_REPLICAS, problems);
    ActivationConfig config =
        new ActivationConfig(
            Numbers.read(QUEUE.child("depth"), queue.depth(), 1000, 1, 100_000, problems),
            Durations.read(
                QUEUE.child("timeout"),
                queue.timeout(),
                "30s",
                AtLeast.MILLISECOND,
                AtMost.HOUR,
                problems));
    return toZero(scaling) ? config : null;
  }

  static void check(GatewayFleetSpec spec, Problems problems) {
    if (spec.autoscaling() != null) {
      check(FleetScaling.asPool(spec.autoscaling()), problems);
    }
  }

  private static void check(PoolAutoscaling scaling, Problems problems) {
    bounds(scaling, problems);
    Numbers.read(AUTOSCALING.child("target"), scaling.target(), 20, 1, 1_000_000, problems);
    Numbers.read(
        AUTOSCALING.child("targetUtilization"), scaling.targetUtilization(), 100, 1, 100, problems);
    windows(scaling, problems);
    delay("scaleDownDelay", scaling.scaleDownDelay(), problems);
    delay("scaleToZeroGracePeriod", scaling.scaleToZeroGracePeriod(), problems);
    rate(AUTOSCALING.child("scaleUp"), scaling.scaleUp(), problems);
    rate(AUTOSCALING.child("scaleDown"), scaling.scaleDown(), problems);
    prediction(scaling, problems);
  }

  private static void bounds(PoolAutoscaling scaling, Problems problems) {
    int least = replicas("minReplicas", scaling.minReplicas(), 1, 0, problems);
    int most = replicas("maxReplicas", scaling.maxReplicas(), 10, 1, problems);
    if (least > most) {
      problems.invalid(
          AUTOSCALING.child("minReplicas"), least, "write at most maxReplicas, which is " + most);
    }
    if (toZero(scaling) && woken(scaling) > most) {
      problems.invalid(
          ACTIVATION.child("replicas"),
          woken(scaling),
          "write at most maxReplicas, which is " + most);
    }
    if (least == 0 && !toZero(scaling)) {
      problems.invalid(
          AUTOSCALING.child("minReplicas"), least, "write at least 1, or scaleToZero: true");
    }
  }

  private static int woken(PoolAutoscaling scaling) {
    Integer replicas = scaling.activation() == null ? null : scaling.activation().replicas();
    return Objects.requireNonNullElse(replicas, 1);
  }

  private static int replicas(
      String field, Integer value, int fallback, int least, Problems problems) {
    return Numbers.read(AUTOSCALING.child(field), value, fallback, least, MOST_REPLICAS, problems);
  }

  /** A panic window by default is no mistake of who wrote a short stable window. */
  private static void windows(PoolAutoscaling scaling, Problems problems) {
    FieldPath field = AUTOSCALING.child("panicWindow");
    long stable =
        ahead(AUTOSCALING.child("stableWindow"), scaling.stableWindow(), STABLE, problems);
    long panic = ahead(field, scaling.panicWindow(), PANIC, problems);
    boolean written = panic > Durations.millis(PANIC).orElseThrow();
    if (written && stable > 0 && panic > stable) {
      problems.invalid(
          field,
          scaling.panicWindow(),
          "write less than stableWindow, which is "
              + Objects.requireNonNullElse(scaling.stableWindow(), STABLE)
              + ", or the same to turn bursts off");
    }
  }

  private static void delay(String field, String text, Problems problems) {
    Durations.read(AUTOSCALING.child(field), text, "30s", AtLeast.NOTHING, AtMost.HOUR, problems);
  }

  private static void rate(FieldPath field, ScalingRate rate, Problems problems) {
    if (rate == null) {
      return;
    }
    if (rate.percent() == null && rate.replicas() == null) {
      problems.invalid(
          field, null, "write percent or replicas or both, of which the larger counts");
    }
    Numbers.read(field.child("percent"), rate.percent(), 1, 1, MOST_PERCENT, problems);
    Numbers.read(field.child("replicas"), rate.replicas(), 1, 1, MOST_REPLICAS, problems);
    ahead(field.child("period"), rate.period(), "15s", problems);
  }

  private static void prediction(PoolAutoscaling scaling, Problems problems) {
    PoolPrediction prediction = scaling.prediction();
    if (prediction == null) {
      return;
    }
    boolean foresees = prediction.method() != null && prediction.method() != PredictionMethod.None;
    if (foresees && scaling.metric() == ScalingMetric.Latency) {
      problems.invalid(
          PREDICTION.child("method"),
          prediction.method(),
          "write None, or metric: Concurrency or Rate, of which load can be foreseen");
    }
    ahead(PREDICTION.child("horizon"), prediction.horizon(), "30s", problems);
  }

  private static long ahead(FieldPath field, String text, String fallback, Problems problems) {
    return Durations.read(field, text, fallback, AtLeast.SECOND, AtMost.HOUR, problems);
  }

  private static boolean toZero(PoolAutoscaling scaling) {
    return Boolean.TRUE.equals(scaling.scaleToZero());
  }
}
