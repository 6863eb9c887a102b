package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;

/** Why a pool's target is not scaled, each with what to do. */
final class ScaleFindings {
  private ScaleFindings() {}

  static Finding missing(BackendPool pool, ScaleTarget target) {
    return no(
        pool,
        "TargetNotFound",
        "spec.scaleTargetRef.name: no %s in namespace \"%s\"; create it or correct the name"
            .formatted(name(target), target.namespace()));
  }

  static Finding notScalable(BackendPool pool, ScaleTarget target) {
    return no(
        pool,
        "TargetNotScalable",
        "spec.scaleTargetRef: the cluster has no kind %s in %s that can be scaled; name one with a scale subresource, as Deployment in apps/v1"
            .formatted(target.kind(), target.apiVersion()));
  }

  static Finding unreadable(BackendPool pool, ScaleTarget target, String problem) {
    return no(
        pool,
        "TargetUnreachable",
        "spec.scaleTargetRef: the scale of %s can not be read or set: %s"
            .formatted(name(target), problem));
  }

  static Finding heldByHpa(BackendPool pool, ScaleTarget target, String hpa) {
    return no(
        pool,
        "HpaPresent",
        "spec.scaleTargetRef: HorizontalPodAutoscaler \"%s\" scales %s already; delete it, or remove spec.%s here"
            .formatted(hpa, name(target), wish(pool)));
  }

  static Finding heldByPool(BackendPool pool, ScaleTarget target, String other) {
    return no(
        pool,
        "Conflicted",
        "spec.scaleTargetRef: BackendPool \"%s\" is older and scales %s already; name another target, or remove spec.%s here"
            .formatted(other, name(target), wish(pool)));
  }

  private static String wish(BackendPool pool) {
    return pool.getSpec().autoscaling() == null ? "replicas" : "autoscaling";
  }

  private static String name(ScaleTarget target) {
    return "%s \"%s\"".formatted(target.kind(), target.name());
  }

  private static Finding no(BackendPool pool, String reason, String message) {
    return new Finding(ObjectRef.of(pool), ScaleStep.SCALING, false, reason, message);
  }
}
