package dev.apifleet.bench.elastic;

import dev.apifleet.bench.kube.Kube;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** The default gateway fleet, as {@code kubectl} sees it. */
record Gateways(KubernetesClient client) {
  private static final String API = "apifleet.dev/v1alpha1";
  private static final String LABEL = "apifleet.dev/fleet";
  private static final String NAME = "default";

  void scale(int replicas) {
    fleet().scale(replicas);
  }

  /** Lets their own load decide how many there are. */
  void follow(int least, int most) {
    patch(
        """
        {"spec": {"autoscaling": {"minReplicas": %d, "maxReplicas": %d, "metric": "Concurrency", "target": 1,
          "stableWindow": "10s", "panicWindow": "2s"}}}"""
            .formatted(least, most));
  }

  /** Has their number be the one that was set. */
  void stay() {
    patch("{\"spec\": {\"autoscaling\": null}}");
  }

  private void patch(String merge) {
    fleet().patch(PatchContext.of(PatchType.JSON_MERGE), merge);
  }

  private Resource<GenericKubernetesResource> fleet() {
    return client
        .genericKubernetesResources(API, "GatewayFleet")
        .inNamespace(Kube.SYSTEM)
        .withName(NAME);
  }

  /** Whether the operator says that their number follows their load. */
  boolean follows() {
    return String.valueOf((Object) fleet().require().get("status", "conditions"))
        .contains("FollowingLoad");
  }

  /** How many the operator wants. */
  int wanted() {
    Integer desired = fleet().require().get("status", "desiredReplicas");
    return desired == null ? 0 : desired;
  }

  int ready() {
    return Kube.ready(client, Kube.SYSTEM, LABEL, NAME).size();
  }

  /** Also those that are leaving. */
  int all() {
    return client.pods().inNamespace(Kube.SYSTEM).withLabel(LABEL, NAME).list().getItems().size();
  }
}
