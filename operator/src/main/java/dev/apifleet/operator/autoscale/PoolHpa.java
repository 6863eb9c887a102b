package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.PoolAutoscaling;
import dev.apifleet.api.v1alpha1.ScalingMetric;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTargetBuilder;
import java.time.Duration;
import java.util.Optional;

/** The HorizontalPodAutoscaler of a pool whose mode is Hpa: a pure function of the pool. */
final class PoolHpa {
  private static final String KIND = "BackendPool";
  private static final String PERCENT = "Percent";
  private static final String PODS = "Pods";
  private static final int MOST_REPLICAS = 1000;
  private static final ScaleSpec.Rate AT_ONCE =
      new ScaleSpec.Rate(0, MOST_REPLICAS, Duration.ofSeconds(1));

  private PoolHpa() {}

  static HorizontalPodAutoscaler desired(Subject pool, PoolAutoscaling wish) {
    ScaleSpec spec = ScaleSpec.of(wish);
    ScaleTarget target = pool.target();
    return new HorizontalPodAutoscalerBuilder()
        .withMetadata(meta(pool))
        .withNewSpec()
        .withNewScaleTargetRef(target.apiVersion(), target.kind(), target.name())
        .withMinReplicas(spec.min())
        .withMaxReplicas(spec.max())
        .withMetrics(metric(pool, spec))
        .withNewBehavior()
        .withScaleUp(rules(0, spec.scaleUp()))
        .withScaleDown(rules((int) spec.scaleDownDelay().toSeconds(), spec.scaleDown()))
        .endBehavior()
        .endSpec()
        .build();
  }

  static String name(Subject pool) {
    return "apifleet-" + pool.ref().name();
  }

  /** Whether it belongs to a pool, whichever; those of others are none of our business. */
  static boolean isOurs(HorizontalPodAutoscaler hpa) {
    return hpa.getMetadata().getOwnerReferences().stream().anyMatch(PoolHpa::isPool);
  }

  static boolean isOf(HorizontalPodAutoscaler hpa, HasMetadata pool) {
    return hpa.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> isPool(owner) && owner.getUid().equals(pool.getMetadata().getUid()));
  }

  /** The pool that it was made for; there is one. */
  static ObjectRef owner(HorizontalPodAutoscaler hpa) {
    return hpa.getMetadata().getOwnerReferences().stream()
        .filter(PoolHpa::isPool)
        .map(owner -> new ObjectRef(KIND, hpa.getMetadata().getNamespace(), owner.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isPool(OwnerReference owner) {
    return Boolean.TRUE.equals(owner.getController())
        && KIND.equals(owner.getKind())
        && owner.getApiVersion().startsWith("apifleet.dev/");
  }

  private static ObjectMeta meta(Subject pool) {
    ObjectMeta meta = pool.object().getMetadata();
    return new ObjectMetaBuilder()
        .withName(name(pool))
        .withNamespace(meta.getNamespace())
        .addToLabels("app.kubernetes.io/managed-by", "apifleet")
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(pool.object().getApiVersion())
                .withKind(pool.object().getKind())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .withController(true)
                .build())
        .build();
  }

  private static MetricSpec metric(Subject pool, ScaleSpec spec) {
    return switch (spec.metric()) {
      case Cpu ->
          new MetricSpecBuilder()
              .withType("Resource")
              .withNewResource()
              .withName("cpu")
              .withTarget(utilization(spec))
              .endResource()
              .build();
      case Concurrency, Rate, Latency -> external(pool, spec);
    };
  }

  private static MetricTarget utilization(ScaleSpec spec) {
    return new MetricTargetBuilder()
        .withType("Utilization")
        .withAverageUtilization(spec.target())
        .build();
  }

  private static MetricSpec external(Subject pool, ScaleSpec spec) {
    return new MetricSpecBuilder()
        .withType("External")
        .withNewExternal()
        .withNewMetric()
        .withName(PoolMetric.of(spec.metric()).externalName())
        .withNewSelector()
        .addToMatchLabels(PoolMetric.POOL_LABEL, pool.ref().name())
        .endSelector()
        .endMetric()
        .withTarget(perReplica(spec))
        .endExternal()
        .build();
  }

  /** Latency is the same whatever the number of replicas; the others are shared by them. */
  private static MetricTarget perReplica(ScaleSpec spec) {
    return spec.metric() == ScalingMetric.Latency
        ? new MetricTargetBuilder()
            .withType("Value")
            .withValue(new Quantity(String.valueOf(spec.target())))
            .build()
        : new MetricTargetBuilder()
            .withType("AverageValue")
            .withAverageValue(PoolMetric.quantity(spec.perReplica()))
            .build();
  }

  private static HPAScalingRules rules(int stabilization, Optional<ScaleSpec.Rate> rate) {
    HPAScalingRulesBuilder rules =
        new HPAScalingRulesBuilder()
            .withStabilizationWindowSeconds(stabilization)
            .withSelectPolicy("Max");
    ScaleSpec.Rate allowed = rate.orElse(AT_ONCE);
    int period = (int) Math.clamp(allowed.period().toSeconds(), 1, 1800);
    if (allowed.percent() > 0) {
      rules.addNewPolicy(period, PERCENT, allowed.percent());
    }
    if (allowed.replicas() > 0) {
      rules.addNewPolicy(period, PODS, allowed.replicas());
    }
    return rules.build();
  }
}
