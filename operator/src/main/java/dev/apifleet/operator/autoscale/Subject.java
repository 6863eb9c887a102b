package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.workload.FleetNames;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import java.util.Optional;

/**
 * A custom resource that says how many replicas something should have: a pool of its target, a
 * fleet of its gateways.
 *
 * @param replicas a fixed number; empty where there is none, or autoscaling decides
 */
record Subject(
    HasMetadata object,
    ScaleTarget target,
    Optional<Integer> replicas,
    Optional<ScaleSpec> autoscaling) {
  private static final int DEFAULT_GATEWAYS = 3;

  /** Empty for a pool without a target. */
  static Optional<Subject> of(BackendPool pool) {
    if (pool.getSpec() == null) {
      return Optional.empty();
    }
    return ScaleTarget.of(pool)
        .map(
            target ->
                new Subject(
                    pool,
                    target,
                    Optional.ofNullable(pool.getSpec().replicas()),
                    Optional.ofNullable(pool.getSpec().autoscaling()).map(ScaleSpec::of)));
  }

  static Subject of(GatewayFleet fleet) {
    Integer replicas = fleet.getSpec() == null ? null : fleet.getSpec().replicas();
    return new Subject(
        fleet,
        ScaleTarget.deployment(fleet.getMetadata().getNamespace(), FleetNames.gateway(fleet)),
        Optional.of(Objects.requireNonNullElse(replicas, DEFAULT_GATEWAYS)),
        Optional.empty());
  }

  ObjectRef ref() {
    return ObjectRef.of(object);
  }

  /** Whether it asks for any scaling; one that does not never stands in another's way. */
  boolean scales() {
    return autoscaling.isPresent() || replicas.isPresent();
  }

  /** Whether the target belongs to it, and so comes and goes with it. */
  boolean ownsTarget() {
    return object instanceof GatewayFleet;
  }

  /** The field that asks for scaling. */
  String wish() {
    return autoscaling.isPresent() ? "autoscaling" : "replicas";
  }
}
