package dev.apifleet.operator.cluster;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.operator.deliver.GatewayTokens;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What the tests do in the cluster, as users, kubelets and schedulers would. */
final class Cluster {
  static final String NAMESPACE = "default";
  private final KubernetesClient client;

  Cluster(KubernetesClient client) {
    this.client = client;
  }

  void apply(String yaml) {
    client
        .load(
            new java.io.ByteArrayInputStream(
                yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .inNamespace(NAMESPACE)
        .forceConflicts()
        .serverSideApply();
  }

  /** As the API server answers it. */
  <T extends HasMetadata> T create(Class<T> kind, String yaml) {
    return client
        .resource(io.fabric8.kubernetes.client.utils.Serialization.unmarshal(yaml, kind))
        .inNamespace(NAMESPACE)
        .create();
  }

  <T extends HasMetadata> T await(Class<T> kind, String name, Predicate<T> wanted) {
    return client
        .resources(kind)
        .inNamespace(NAMESPACE)
        .withName(name)
        .waitUntilCondition(object -> object != null && wanted.test(object), 60, TimeUnit.SECONDS);
  }

  <T extends HasMetadata> T get(Class<T> kind, String name) {
    return client.resources(kind).inNamespace(NAMESPACE).withName(name).get();
  }

  StatusCondition awaitRoute(String name, String type, String status) {
    ApiRoute route =
        await(
            ApiRoute.class,
            name,
            each ->
                each.getStatus() != null
                    && each.getStatus().conditions().stream()
                        .anyMatch(c -> c.type().equals(type) && c.status().equals(status)));
    return condition(route.getStatus().conditions(), type);
  }

  static StatusCondition condition(List<StatusCondition> conditions, String type) {
    return conditions.stream().filter(c -> c.type().equals(type)).findFirst().orElseThrow();
  }

  /** A gateway pod that no kubelet runs, but that is Ready. */
  void readyPod(String fleet, String name) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(NAMESPACE)
            .addToLabels("apifleet.dev/fleet", fleet)
            .addToLabels("app.kubernetes.io/component", "gateway")
            .endMetadata()
            .withNewSpec()
            .withSchedulerName("nobody")
            .withServiceAccountName(fleet + "-gateway")
            .addNewContainer()
            .withName("gateway")
            .withImage("none")
            .endContainer()
            .endSpec()
            .build();
    client.resource(pod).create();
    client
        .resource(pod)
        .editStatus(
            each ->
                new PodBuilder(each)
                    .editOrNewStatus()
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  /** The token that the kubelet would project into a gateway pod. */
  String token(String fleet, String pod) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(GatewayTokens.AUDIENCE)
            .withExpirationSeconds(3600L)
            .withNewBoundObjectRef("v1", "Pod", pod, get(Pod.class, pod).getMetadata().getUid())
            .endSpec()
            .build();
    return client
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .withName(fleet + "-gateway")
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }
}
