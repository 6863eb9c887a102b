package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import java.util.Objects;
import java.util.Optional;

/** Names an object with a scale subresource. */
record ScaleTarget(String namespace, String apiVersion, String kind, String name) {
  private static final String APPS = "apps/v1";
  private static final String DEPLOYMENT = "Deployment";
  private static final String STATEFUL_SET = "StatefulSet";

  /** The same object, whichever version of its API it is named by. */
  record Identity(String namespace, String group, String kind, String name) {}

  static Optional<ScaleTarget> of(BackendPool pool) {
    String namespace = pool.getMetadata().getNamespace();
    return Optional.ofNullable(pool.getSpec().scaleTargetRef())
        .map(
            ref ->
                new ScaleTarget(
                    namespace,
                    Objects.requireNonNullElse(ref.apiVersion(), APPS),
                    Objects.requireNonNullElse(ref.kind(), DEPLOYMENT),
                    ref.name()));
  }

  static ScaleTarget deployment(String namespace, String name) {
    return new ScaleTarget(namespace, APPS, DEPLOYMENT, name);
  }

  static ScaleTarget statefulSet(String namespace, String name) {
    return new ScaleTarget(namespace, APPS, STATEFUL_SET, name);
  }

  boolean isDeployment() {
    return identity().equals(deployment(namespace, name).identity());
  }

  /** Whether changes of it are heard of. */
  boolean isWatched() {
    return isDeployment() || identity().equals(statefulSet(namespace, name).identity());
  }

  Identity identity() {
    return new Identity(namespace, group(), kind, name);
  }

  private String group() {
    return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
  }
}
