package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a team sees that keeps its resources in Git and lets Flux apply them. */
class FluxIT {
  private static final String SYNC =
      """
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: {name: fleet}
      spec: {interval: 2s, url: %s, ref: {branch: main}}
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: fleet}
      spec:
        interval: 10m
        retryInterval: 2s
        timeout: 20s
        prune: true
        wait: true
        targetNamespace: default
        sourceRef: {kind: GitRepository, name: fleet}
      """;

  /** A fleet that has no gateway, so that nothing that it is to serve is served. */
  private static final String EMPTY_FLEET =
      """
      apiVersion: apifleet.dev/v1alpha1
      kind: GatewayFleet
      metadata: {name: empty}
      spec: {replicas: 0, service: {type: ClusterIP}}
      """;

  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());
  private final TestRoute route = TestRoute.to("flux").withPolicy("flux");
  private GitServer git;
  private Flux flux;
  private final List<JsonNode> said = new CopyOnWriteArrayList<>();
  private SharedIndexInformer<GenericKubernetesResource> listener;

  @BeforeEach
  void start(@TempDir Path folder) {
    git = new GitServer(folder.resolve("git"));
    git.commit("route.yaml", route.yaml());
    git.commit("limit.yaml", policy(1_000_000));
    flux = new Flux(resources, cluster.kubeConfig(), folder);
    listener = listen();
    resources.apply(SYNC.formatted(git.url()), "default");
  }

  @AfterEach
  void stop() {
    listener.close();
    deleteFlux("kustomize.toolkit.fluxcd.io/v1", "Kustomization");
    deleteFlux("source.toolkit.fluxcd.io/v1", "GitRepository");
    flux.close();
    git.close();
    resources.delete("ApiRoute", "flux");
    resources.delete("RateLimitPolicy", "flux");
    resources.delete("GatewayFleet", "empty");
  }

  private static String policy(int requests) {
    return TestRoute.policy(
        "flux",
        "key: [Route]",
        "precision: Exact",
        "limits: {anonymous: {requests: %d, window: 1h}}".formatted(requests),
        "storeTimeout: 1s");
  }

  private void deleteFlux(String api, String kind) {
    fleet(api, kind).delete();
    await(kind + " is gone")
        .atMost(Duration.ofMinutes(1))
        .until(() -> fleet(api, kind).get() == null);
  }

  private Resource<GenericKubernetesResource> fleet(String api, String kind) {
    return cluster
        .client()
        .genericKubernetesResources(api, kind)
        .inNamespace("default")
        .withName("fleet");
  }

  /**
   * What the Kustomization says once it has come to a verdict on the last commit. All that it ever
   * said counts: after a failure the next try follows within a moment, and hides it.
   */
  private String awaitSynced(String status) {
    return await("Flux says Ready=" + status)
        .atMost(Duration.ofMinutes(3))
        .until(() -> verdict(status), Optional::isPresent)
        .orElseThrow()
        .path("message")
        .asText();
  }

  private Optional<JsonNode> verdict(String status) {
    return said.stream()
        .filter(it -> it.path("lastAttemptedRevision").asText().endsWith(git.head()))
        .flatMap(it -> condition(it).stream())
        .filter(ready -> ready.path("status").asText().equals(status))
        .findFirst();
  }

  private SharedIndexInformer<GenericKubernetesResource> listen() {
    return fleet("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
        .inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(GenericKubernetesResource sync) {
                said.add(Serialization.jsonMapper().valueToTree(sync).path("status"));
              }

              @Override
              public void onUpdate(
                  GenericKubernetesResource before, GenericKubernetesResource sync) {
                onAdd(sync);
              }

              @Override
              public void onDelete(GenericKubernetesResource sync, boolean unknown) {}
            });
  }

  private static Optional<JsonNode> condition(JsonNode status) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }

  @Test
  void aCommitThatLowersALimitIsEnforcedByEveryGateway() {
    awaitSynced("True");
    assertThat(resources.condition("ApiRoute", "default", "flux", "Programmed"))
        .as("Flux waits until every gateway serves the route")
        .hasValueSatisfying(found -> assertThat(found.path("status").asText()).isEqualTo("True"));
    assertThat(get().statusCode()).isEqualTo(200);

    git.commit("limit.yaml", policy(1));
    awaitSynced("True");
    Set<String> gateways = new TreeSet<>();
    await("each of three gateways refuses")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              HttpResponse<String> answer = get();
              assertThat(answer.statusCode()).isIn(200, 429);
              if (answer.statusCode() == 429) {
                gateways.add(answer.headers().firstValue("x-gateway").orElseThrow());
              }
              return gateways.size() == 3;
            });
  }

  @Test
  void fluxSaysThatACommitIsNotInForceWhileNoGatewayServesIt() {
    awaitSynced("True");
    git.commit("fleet.yaml", EMPTY_FLEET);
    git.commit("route.yaml", route.yaml().replace("spec:\n", "spec:\n  fleetRef: empty\n"));
    assertThat(awaitSynced("False")).contains("ApiRoute/default/flux");

    git.commit("route.yaml", route.yaml());
    git.remove("fleet.yaml");
    awaitSynced("True");
    assertThat(get().statusCode()).isEqualTo(200);
  }

  /** On a connection of its own, which may lead to any gateway. */
  private HttpResponse<String> get() {
    return new Traffic(cluster.gatewayUrl()).get("/api/v1/status", route.header());
  }
}
