package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossIT {
  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());
  private final Traffic traffic = new Traffic(cluster.gatewayUrl());

  private final List<String> made = new ArrayList<>();

  @AfterEach
  void delete() {
    made.forEach(name -> resources.delete("ApiRoute", name));
  }

  private TestRoute unlimitedRoute(String name) {
    made.add(name);
    TestRoute route = TestRoute.to(name);
    resources.apply(route.yaml(), "default");
    resources.awaitProgrammed("ApiRoute", "default", name);
    return route;
  }

  @Test
  void anApiServerPodDeletedUnderLoadLosesNoRequest() {
    resources.awaitReady("default", "api-server", 3);
    TestRoute route = unlimitedRoute("pod-deleted");
    try (Load load = Load.of(4, () -> traffic.get("/api/v1/status", route.header()))) {
      load.awaitMore(100);
      delete(resources.readyPods("default", "api-server").getFirst(), 45);
      load.awaitMore(500);
      delete(resources.readyPods("default", "api-server").getFirst(), 0);
      load.awaitMore(500);
      resources.awaitReady("default", "api-server", 3);
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void theOperatorKilledDisturbsNoTrafficAndAnotherTakesOver() {
    TestRoute route = unlimitedRoute("operator-killed");
    Pod operator = resources.readyPods(Cluster.SYSTEM, "apifleet-operator").getFirst();
    try (Load load = Load.of(2, () -> traffic.get("/api/v1/status", route.header()))) {
      load.awaitMore(50);
      delete(operator, 0);
      load.awaitMore(500);
      await("another operator")
          .atMost(Duration.ofMinutes(3))
          .until(
              () ->
                  resources.readyPods(Cluster.SYSTEM, "apifleet-operator").stream()
                      .anyMatch(pod -> !name(pod).equals(name(operator))));
      unlimitedRoute("after-the-kill");
      load.awaitMore(50);
      assertThat(load.failures()).isEmpty();
    }
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private void delete(Pod pod, long graceSeconds) {
    cluster.client().resource(pod).withGracePeriod(graceSeconds).delete();
  }
}
