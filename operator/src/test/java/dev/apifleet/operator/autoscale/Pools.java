package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolSpec;
import dev.apifleet.api.v1alpha1.PoolAutoscaling;
import dev.apifleet.api.v1alpha1.ScaleTargetRef;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;

/** Pools of the namespace shop, as the tests write them. */
final class Pools {
  private Pools() {}

  static BackendPool observed(String name, String target) {
    return pool(name, target, null, null);
  }

  static BackendPool fixed(String name, String target, int replicas) {
    return pool(name, target, replicas, null);
  }

  static BackendPool automatic(String name, String target, int min, int max) {
    return pool(name, target, null, autoscaling(min, max, 10, "60s", "6s"));
  }

  /** Follows requests under way, with the defaults for all else. */
  static PoolAutoscaling autoscaling(
      Integer min, Integer max, Integer target, String stableWindow, String panicWindow) {
    return new PoolAutoscaling(
        min,
        max,
        null,
        target,
        null,
        stableWindow,
        panicWindow,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static BackendPool createdAt(BackendPool pool, String time) {
    pool.getMetadata().setCreationTimestamp(time);
    return pool;
  }

  static HorizontalPodAutoscaler hpa(String name, String target) {
    return new HorizontalPodAutoscalerBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNewScaleTargetRef("apps/v1", "Deployment", target)
        .endSpec()
        .build();
  }

  private static BackendPool pool(
      String name, String target, Integer replicas, PoolAutoscaling autoscaling) {
    BackendPool pool = new BackendPool();
    pool.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .build());
    ScaleTargetRef ref = target == null ? null : new ScaleTargetRef(null, null, target);
    pool.setSpec(
        new BackendPoolSpec(
            null,
            ref,
            replicas,
            autoscaling,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    return pool;
  }
}
