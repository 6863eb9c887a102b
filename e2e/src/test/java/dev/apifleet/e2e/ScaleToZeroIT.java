package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScaleToZeroIT {
  private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/name", "sleeper");
  private static final int AT_ONCE = 10;

  private static final String RESOURCES =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: sleeper}
      spec: {selector: {app.kubernetes.io/name: sleeper}, ports: [{port: 8080}]}
      ---
      apiVersion: apifleet.dev/v1alpha1
      kind: BackendPool
      metadata: {name: sleeper}
      spec:
        discovery: {service: {name: sleeper, port: 8080}}
        scaleTargetRef: {name: sleeper}
        autoscaling:
          minReplicas: 0
          maxReplicas: 2
          stableWindow: 2s
          panicWindow: 1s
          scaleToZero: true
          scaleToZeroGracePeriod: 1s
          activation: {queue: {timeout: 2m}}
      """;

  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());
  private final Traffic traffic = new Traffic(cluster.gatewayUrl());
  private final TestRoute route = TestRoute.to("sleeper").withPool("sleeper").withTimeout("2m");

  @BeforeEach
  void create() {
    Deployment sample =
        cluster.client().apps().deployments().inNamespace("default").withName("api-server").get();
    cluster.client().resource(copy(sample)).create();
    resources.apply(RESOURCES, "default");
    resources.apply(route.yaml(), "default");
    resources.awaitProgrammed("ApiRoute", "default", "sleeper");
  }

  /** The sample API once more, under another name. */
  private static Deployment copy(Deployment sample) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("sleeper")
        .withNamespace("default")
        .endMetadata()
        .withSpec(sample.getSpec())
        .editSpec()
        .withReplicas(null)
        .withNewSelector()
        .withMatchLabels(LABELS)
        .endSelector()
        .editTemplate()
        .withNewMetadata()
        .withLabels(LABELS)
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  @AfterEach
  void delete() {
    resources.delete("ApiRoute", "sleeper");
    resources.delete("BackendPool", "sleeper");
    cluster.client().services().inNamespace("default").withName("sleeper").delete();
    cluster.client().apps().deployments().inNamespace("default").withName("sleeper").delete();
  }

  private void awaitZero() {
    await("no pod is left")
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                cluster
                    .client()
                    .pods()
                    .inNamespace("default")
                    .withLabels(LABELS)
                    .list()
                    .getItems()
                    .isEmpty());
  }

  @Test
  void theFirstRequestsToAPoolAtZeroWaitAndAreAnswered() {
    awaitZero();
    List<HttpResponse<String>> answers =
        traffic.patient().burst(AT_ONCE, "/api/v1/status", route.header());
    assertThat(answers).hasSize(AT_ONCE).allMatch(answer -> answer.statusCode() == 200);
    assertThat(answers.getFirst().headers().firstValue("x-backend").orElseThrow())
        .startsWith("sleeper-");
    awaitZero();
    assertThat(traffic.patient().get("/api/v1/status", route.header()).statusCode()).isEqualTo(200);
  }
}
