package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BalancingIT {
  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());
  private final Traffic traffic = new Traffic(cluster.gatewayUrl());

  @Test
  void sevenRequestsReachAllThreePods() {
    resources.awaitReady("default", "api-server", 3);
    Set<String> pods =
        resources.readyPods("default", "api-server").stream()
            .map(Pod::getMetadata)
            .map(metadata -> metadata.getName())
            .collect(Collectors.toSet());
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 7; i++) {
      HttpResponse<String> answer = traffic.get("/api/v1/status");
      assertThat(answer.statusCode()).isEqualTo(200);
      String instance = Traffic.json(answer).path("instanceId").asText();
      assertThat(answer.headers().firstValue("x-backend")).hasValue(instance);
      seen.add(instance);
    }
    assertThat(seen).isEqualTo(pods);
  }

  @Test
  void everyAnswerSaysWhoGaveIt() {
    HttpResponse<String> answer = traffic.get("/api/v1/status");
    assertThat(answer.headers().firstValue("x-gateway").orElseThrow())
        .startsWith("default-gateway-");
    assertThat(answer.headers().firstValue("x-lb-algorithm")).hasValue("round-robin");
    assertThat(answer.headers().firstValue("x-circuit-state")).hasValue("CLOSED");
    assertThat(answer.headers().firstValue("x-response-time").orElseThrow()).matches("\\d+ms");
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void whatNoRouteMatchesIsExplained() {
    HttpResponse<String> answer = traffic.get("/nowhere");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(Traffic.json(answer).path("error").asText()).isEqualTo("no_route");
  }
}
