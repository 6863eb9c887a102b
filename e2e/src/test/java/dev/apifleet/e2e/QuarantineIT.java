package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuarantineIT {
  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());
  private final Traffic traffic = new Traffic(cluster.gatewayUrl());

  @Test
  void aRouteToAnUnknownPoolSaysSoAndDisturbsNothing() {
    TestRoute good = TestRoute.to("good-neighbour");
    resources.apply(good.yaml(), "default");
    resources.awaitProgrammed("ApiRoute", "default", "good-neighbour");

    TestRoute bad = TestRoute.to("lost").withPool("no-such-pool");
    try (Load load = Load.of(2, () -> traffic.get("/api/v1/status", good.header()))) {
      load.awaitMore(20);
      resources.apply(bad.yaml(), "default");
      JsonNode condition =
          resources.awaitCondition("ApiRoute", "default", "lost", "ResolvedRefs", "False");
      assertThat(condition.path("message").asText())
          .contains("backendRefs", "no-such-pool", "api-server");
      HttpResponse<String> refused = traffic.get("/api/v1/status", bad.header());
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(Traffic.json(refused).path("error").asText()).isEqualTo("backend_not_found");
      load.awaitMore(20);
      assertThat(load.failures()).isEmpty();
    }
    resources.awaitProgrammed("ApiRoute", "default", "api");
  }

  @AfterEach
  void delete() {
    resources.delete("ApiRoute", "lost");
    resources.delete("ApiRoute", "good-neighbour");
  }

  @Test
  void replicasAndAutoscalingTogetherAreRefusedAtOnce() {
    assertThatThrownBy(
            () ->
                resources.apply(
                    """
                    apiVersion: apifleet.dev/v1alpha1
                    kind: BackendPool
                    metadata: {name: both}
                    spec:
                      discovery: {service: {name: api-server}}
                      scaleTargetRef: {name: api-server}
                      replicas: 2
                      autoscaling: {minReplicas: 1}
                    """,
                    "default"))
        .hasMessageContaining("replicas and autoscaling exclude each other");
  }
}
