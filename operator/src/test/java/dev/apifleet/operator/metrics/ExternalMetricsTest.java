package dev.apifleet.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.operator.autoscale.LatestReports;
import dev.apifleet.operator.cluster.ApiServer;
import dev.apifleet.snapshot.grpc.LoadReport;
import dev.apifleet.snapshot.grpc.PoolLoad;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real API server that asks the whole operator, and its own autoscaler that acts by the answer.
 */
@QuarkusTest
@QuarkusTestResource(ApiServer.class)
@TestProfile(ExternalMetricsTest.Provider.class)
class ExternalMetricsTest {
  private static final String NAMESPACE = "metered";

  /** An operator that provides external metrics. */
  public static final class Provider implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try (ServerSocket free = new ServerSocket(0)) {
        return Map.of(
            "apifleet.external-metrics",
            "true",
            "apifleet.metrics-port",
            String.valueOf(free.getLocalPort()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final ScheduledExecutorService gateway = Executors.newSingleThreadScheduledExecutor();

  @Inject KubernetesClient client;
  @Inject LatestReports reports;

  @ConfigProperty(name = "apifleet.metrics-port")
  int port;

  @ConfigProperty(name = "test.host-address")
  String hostAddress;

  @BeforeEach
  void provide() {
    apply(SERVICE.formatted(hostAddress, port));
    LoadReport report =
        LoadReport.newBuilder()
            .putPools(NAMESPACE + "/api", PoolLoad.newBuilder().setConcurrency(48).build())
            .build();
    gateway.scheduleWithFixedDelay(
        () -> reports.report("edge/default", "gateway-0", report), 0, 1, TimeUnit.SECONDS);
  }

  @AfterEach
  void leaveNothingThatMoves() {
    gateway.shutdownNow();
    client.resources(BackendPool.class).inNamespace(NAMESPACE).delete();
    client.apps().deployments().inNamespace(NAMESPACE).delete();
  }

  @Test
  void anHpaFollowsWhatGatewaysReportUntilThePoolTakesOver() {
    APIService told =
        client
            .apiServices()
            .withName(ApiServiceTrust.NAME)
            .waitUntilCondition(ExternalMetricsTest::isAvailable, 90, TimeUnit.SECONDS);
    assertThat(told.getSpec().getCaBundle()).isNotEmpty();
    assertThat(told.getSpec().getInsecureSkipTLSVerify()).isNull();

    apply(DEPLOYMENT);
    apply(POOL.formatted("mode: Hpa, target: 12, maxReplicas: 9"));
    awaitReplicas(4);
    awaitStatus("FollowingHpa", 4);
    assertThat(hpa().get().getMetadata().getManagedFields())
        .anyMatch(field -> "apifleet-autoscaler".equals(field.getManager()));

    apply(POOL.formatted("mode: Requests, minReplicas: 7, maxReplicas: 9"));
    awaitReplicas(7);
    awaitStatus("HoldingWithoutLoad", 7);
    assertThat(hpa().get()).isNull();
  }

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: metered}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: apifleet-operator-metrics, namespace: apifleet-system}
      spec: {ports: [{name: metrics, port: 443, targetPort: %2$d}]}
      ---
      apiVersion: v1
      kind: Endpoints
      metadata: {name: apifleet-operator-metrics, namespace: apifleet-system}
      subsets: [{addresses: [{ip: %1$s}], ports: [{name: metrics, port: %2$d}]}]
      ---
      apiVersion: apiregistration.k8s.io/v1
      kind: APIService
      metadata: {name: v1beta1.external.metrics.k8s.io}
      spec:
        group: external.metrics.k8s.io
        version: v1beta1
        groupPriorityMinimum: 100
        versionPriority: 100
        service: {name: apifleet-operator-metrics, namespace: apifleet-system, port: 443}
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api, namespace: metered}
      spec:
        replicas: 1
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec:
            nodeSelector: {none: such}
            containers: [{name: main, image: none.invalid/none}]
      """;

  private static final String POOL =
      """
      apiVersion: apifleet.dev/v1alpha1
      kind: BackendPool
      metadata: {name: api, namespace: metered}
      spec:
        discovery: {endpoints: [{address: 127.0.0.1, port: 1}]}
        scaleTargetRef: {name: api}
        autoscaling: {%s}
      """;

  private static boolean isAvailable(APIService service) {
    return service != null
        && service.getStatus() != null
        && service.getStatus().getConditions().stream()
            .anyMatch(
                each -> "Available".equals(each.getType()) && "True".equals(each.getStatus()));
  }

  private Resource<HorizontalPodAutoscaler> hpa() {
    return client
        .autoscaling()
        .v2()
        .horizontalPodAutoscalers()
        .inNamespace(NAMESPACE)
        .withName("apifleet-api");
  }

  private void awaitReplicas(int replicas) {
    client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName("api")
        .waitUntilCondition(
            each -> each != null && each.getSpec().getReplicas() == replicas, 90, TimeUnit.SECONDS);
  }

  private void awaitStatus(String reason, int desiredReplicas) {
    client
        .resources(BackendPool.class)
        .inNamespace(NAMESPACE)
        .withName("api")
        .waitUntilCondition(
            pool ->
                scaling(pool).contains(reason)
                    && Objects.equals(pool.getStatus().desiredReplicas(), desiredReplicas),
            60,
            TimeUnit.SECONDS);
  }

  private static List<String> scaling(BackendPool pool) {
    return Optional.ofNullable(pool).map(BackendPool::getStatus).stream()
        .flatMap(status -> Optional.ofNullable(status.conditions()).orElse(List.of()).stream())
        .filter(condition -> "Scaling".equals(condition.type()))
        .map(StatusCondition::reason)
        .toList();
  }

  private void apply(String yaml) {
    client
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .fieldManager("test")
        .forceConflicts()
        .serverSideApply();
  }
}
