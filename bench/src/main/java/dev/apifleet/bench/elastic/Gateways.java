package dev.apifleet.bench.elastic;

import dev.apifleet.bench.kube.Kube;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The default gateway fleet, as {@code kubectl scale gatewayfleet default} sees it. */
record Gateways(KubernetesClient client) {
  private static final String API = "apifleet.dev/v1alpha1";
  private static final String LABEL = "apifleet.dev/fleet";
  private static final String NAME = "default";

  void scale(int replicas) {
    client
        .genericKubernetesResources(API, "GatewayFleet")
        .inNamespace(Kube.SYSTEM)
        .withName(NAME)
        .scale(replicas);
  }

  int ready() {
    return Kube.ready(client, Kube.SYSTEM, LABEL, NAME).size();
  }

  /** Also those that are leaving. */
  int all() {
    return client.pods().inNamespace(Kube.SYSTEM).withLabel(LABEL, NAME).list().getItems().size();
  }
}
