package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.BackendPoolStatus;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.GatewayFleetSpec;
import dev.apifleet.api.v1alpha1.GatewayFleetStatus;
import dev.apifleet.api.v1alpha1.PoolAutoscaling;
import dev.apifleet.api.v1alpha1.ScalingMode;
import dev.apifleet.operator.status.PodHours;
import dev.apifleet.operator.workload.FleetNames;
import dev.apifleet.translator.FleetScaling;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * A custom resource that says how many replicas something should have: a pool of its target, a
 * fleet of its gateways.
 *
 * @param replicas a fixed number; empty where there is none, or autoscaling decides
 * @param autoscaling where the operator decides
 * @param hpa where a HorizontalPodAutoscaler is to decide
 * @param spent what its status says that its replicas have cost
 */
record Subject(
    HasMetadata object,
    ScaleTarget target,
    Optional<Integer> replicas,
    Optional<ScaleSpec> autoscaling,
    Optional<PoolAutoscaling> hpa,
    Optional<PodHours> spent) {
  private static final int DEFAULT_GATEWAYS = 3;

  /** Empty for a pool without a target. */
  static Optional<Subject> of(BackendPool pool) {
    if (pool.getSpec() == null) {
      return Optional.empty();
    }
    Optional<PoolAutoscaling> wish = Optional.ofNullable(pool.getSpec().autoscaling());
    return ScaleTarget.of(pool)
        .map(
            target ->
                new Subject(
                    pool,
                    target,
                    Optional.ofNullable(pool.getSpec().replicas()),
                    wish.filter(each -> !byHpa(each)).map(ScaleSpec::of),
                    wish.filter(Subject::byHpa),
                    Optional.ofNullable(pool.getStatus())
                        .map(BackendPoolStatus::podHours)
                        .flatMap(PodHours::of)));
  }

  /** Its number of replicas has a default, and so says nothing where the load decides. */
  static Subject of(GatewayFleet fleet) {
    Optional<GatewayFleetSpec> spec = Optional.ofNullable(fleet.getSpec());
    Optional<ScaleSpec> autoscaling =
        spec.map(GatewayFleetSpec::autoscaling).map(FleetScaling::asPool).map(ScaleSpec::of);
    Optional<Integer> replicas =
        spec.map(GatewayFleetSpec::replicas).or(() -> Optional.of(DEFAULT_GATEWAYS));
    return new Subject(
        fleet,
        ScaleTarget.deployment(fleet.getMetadata().getNamespace(), FleetNames.gateway(fleet)),
        autoscaling.isPresent() ? Optional.empty() : replicas,
        autoscaling,
        Optional.empty(),
        Optional.ofNullable(fleet.getStatus())
            .map(GatewayFleetStatus::podHours)
            .flatMap(PodHours::of));
  }

  private static boolean byHpa(PoolAutoscaling wish) {
    return wish.mode() == ScalingMode.Hpa;
  }

  ObjectRef ref() {
    return ObjectRef.of(object);
  }

  /** Whether it asks for any scaling; one that does not never stands in another's way. */
  boolean scales() {
    return autoscaling.isPresent() || hpa.isPresent() || replicas.isPresent();
  }

  /** Whether the target belongs to it, and so comes and goes with it. */
  boolean ownsTarget() {
    return object instanceof GatewayFleet;
  }

  /** The field that asks for scaling. */
  String wish() {
    return replicas.isPresent() ? "replicas" : "autoscaling";
  }
}
