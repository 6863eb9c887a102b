package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitIT {
  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());
  private final Traffic traffic = new Traffic(cluster.gatewayUrl());
  private final List<String> made = new ArrayList<>();

  @AfterEach
  void delete() {
    made.forEach(name -> resources.delete("ApiRoute", name));
    made.forEach(name -> resources.delete("RateLimitPolicy", name));
  }

  private TestRoute limitedRoute(String name, int anonymous, int free) {
    made.add(name);
    TestRoute route = TestRoute.to(name).withPolicy(name);
    resources.apply(TestRoute.policy(name, anonymous, free), "default");
    resources.apply(route.yaml(), "default");
    resources.awaitProgrammed("RateLimitPolicy", "default", name);
    resources.awaitProgrammed("ApiRoute", "default", name);
    return route;
  }

  @Test
  void hundredOfAHundredAndFiftyPassAndAUserIsNotHeldBack() {
    TestRoute route = limitedRoute("burst", 100, 1000);
    List<HttpResponse<String>> answers = traffic.burst(150, "/api/v1/status", route.header());
    Map<Integer, Long> statuses =
        answers.stream()
            .map(HttpResponse::statusCode)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(statuses).isEqualTo(Map.of(200, 100L, 429, 50L));
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 429)
        .allSatisfy(LimitIT::explainsItself);
    assertThat(answers)
        .as("gateways that took part in one count")
        .extracting(answer -> answer.headers().firstValue("x-gateway").orElseThrow())
        .contains(gatewayNames());

    String token = traffic.login("user@example.com", "user123");
    HttpResponse<String> user =
        traffic.get("/api/v1/status", "x-test", "burst", "authorization", "Bearer " + token);
    assertThat(user.statusCode()).isEqualTo(200);
    assertThat(user.headers().firstValue("RateLimit").orElseThrow()).contains("\"burst\"", "r=999");
  }

  private String[] gatewayNames() {
    return resources.readyPods(Cluster.SYSTEM, "gateway").stream()
        .map(Pod::getMetadata)
        .map(metadata -> metadata.getName())
        .toArray(String[]::new);
  }

  private static void explainsItself(HttpResponse<String> refusal) {
    long retryAfter = refusal.headers().firstValueAsLong("Retry-After").orElseThrow();
    assertThat(retryAfter).isBetween(1L, 120L);
    JsonNode problem = Traffic.json(refusal);
    assertThat(problem.path("error").asText()).isEqualTo("rate_limited");
    assertThat(problem.path("policy").asText()).isEqualTo("default/burst");
    assertThat(problem.path("rule").asText()).isEqualTo("default/burst/only");
    assertThat(problem.path("detail").asText()).isNotBlank();
  }

  @Test
  void aNewLimitActsWithinASecondAndNoGatewayRestarts() {
    TestRoute route = limitedRoute("edited", 5, 1000);
    Map<String, String> before = gatewayStarts();
    List<HttpResponse<String>> first = traffic.burst(8, "/api/v1/status", route.header());
    assertThat(first).filteredOn(answer -> answer.statusCode() == 429).hasSize(3);

    resources.apply(TestRoute.policy("edited", 1000, 1000), "default");
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(1))
        .until(() -> traffic.get("/api/v1/status", route.header()).statusCode() == 200);
    resources.awaitProgrammed("RateLimitPolicy", "default", "edited");
    assertThat(traffic.burst(30, "/api/v1/status", route.header()))
        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    assertThat(gatewayStarts()).isEqualTo(before);
  }

  private Map<String, String> gatewayStarts() {
    return resources.readyPods(Cluster.SYSTEM, "gateway").stream()
        .collect(
            Collectors.toMap(
                pod -> pod.getMetadata().getName(),
                pod ->
                    pod.getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getState()
                        .getRunning()
                        .getStartedAt()));
  }

  @Test
  void aForgedTokenIsRefusedAndNobodyPicksTheirAddress() {
    TestRoute route = limitedRoute("address", 3, 1000);
    assertThat(
            traffic
                .get("/api/v1/status", "x-test", "address", "authorization", "Bearer forged")
                .statusCode())
        .isEqualTo(401);
    List<HttpResponse<String>> spoofed =
        java.util.stream.IntStream.range(0, 5)
            .mapToObj(
                i ->
                    traffic.get(
                        "/api/v1/status", "x-test", route.name(), "x-forwarded-for", "10.9.8." + i))
            .toList();
    assertThat(spoofed)
        .extracting(HttpResponse::statusCode)
        .containsExactly(200, 200, 200, 429, 429);
  }
}
