package dev.apifleet.bench.delivery;

import dev.apifleet.bench.kube.Kube;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * Tokens of gateway pods that never run: no scheduler takes them, but they are pods of the fleet's
 * service account, so that the operator believes their tokens.
 */
record Credentials(KubernetesClient client) {
  private static final String ACCOUNT = "default-gateway";
  private static final String LABEL = "apifleet.dev/bench";
  private static final long SECONDS = 7200;

  String token(String name) {
    Pod pod = client.resource(pod(name)).create();
    return client
        .serviceAccounts()
        .inNamespace(Kube.SYSTEM)
        .withName(ACCOUNT)
        .tokenRequest(request(pod))
        .getStatus()
        .getToken();
  }

  private static Pod pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(Kube.SYSTEM)
        .addToLabels(LABEL, "delivery")
        .endMetadata()
        .withNewSpec()
        .withSchedulerName("none")
        .withServiceAccountName(ACCOUNT)
        .addNewContainer()
        .withName("none")
        .withImage("none")
        .endContainer()
        .endSpec()
        .build();
  }

  private static TokenRequest request(Pod pod) {
    return new TokenRequestBuilder()
        .withNewSpec()
        .withAudiences("apifleet-operator")
        .withExpirationSeconds(SECONDS)
        .withNewBoundObjectRef("v1", "Pod", pod.getMetadata().getName(), pod.getMetadata().getUid())
        .endSpec()
        .build();
  }

  /** Removes the pods of this run, and of earlier ones. */
  void clear() {
    client
        .pods()
        .inNamespace(Kube.SYSTEM)
        .withLabel(LABEL)
        .withGracePeriod(0)
        .withTimeoutInMillis(60_000)
        .delete();
  }
}
