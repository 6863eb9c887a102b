package dev.apifleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets through the gateways, to a server outside of the cluster. */
class WebSocketIT {
  private static final int SOCKETS = 12;
  private static final int GOING_AWAY = 1001;

  private static final String RESOURCES =
      """
      apiVersion: apifleet.dev/v1alpha1
      kind: BackendPool
      metadata: {name: echo}
      spec: {discovery: {endpoints: [{address: %s, port: %d}]}}
      ---
      apiVersion: apifleet.dev/v1alpha1
      kind: ApiRoute
      metadata: {name: echo}
      spec:
        rules:
        - name: only
          matches: [{path: {type: Exact, value: /echo}}]
          backendRefs: [{name: echo}]
          timeouts: {request: %ds}
      """;

  private final Cluster cluster = Cluster.get();
  private final Resources resources = new Resources(cluster.client());
  private final EchoServer server = new EchoServer();

  @BeforeEach
  void create() {
    apply(20);
    resources.awaitProgrammed("BackendPool", "default", "echo");
  }

  private void apply(int seconds) {
    String yaml = RESOURCES.formatted(cluster.hostAddress(), server.port(), seconds);
    resources.apply(yaml, "default");
    resources.awaitProgrammed("ApiRoute", "default", "echo");
  }

  @AfterEach
  void delete() {
    resources.delete("ApiRoute", "echo");
    resources.delete("BackendPool", "echo");
    server.close();
    resources.awaitReady(Cluster.SYSTEM, "gateway", 3);
    resources.awaitReady(Cluster.SYSTEM, "apifleet-operator", 1);
  }

  private List<EchoSocket> open() {
    return IntStream.range(0, SOCKETS)
        .mapToObj(_ -> new EchoSocket(cluster.gatewayUrl() + "/echo"))
        .toList();
  }

  @Test
  void theyLiveOnWhileConfigurationChangesAndTheOperatorIsReplaced() {
    List<EchoSocket> sockets = open();
    for (int seconds = 21; seconds < 26; seconds++) {
      apply(seconds);
    }
    Pod operator = resources.readyPods(Cluster.SYSTEM, "apifleet-operator").getFirst();
    cluster.client().resource(operator).withGracePeriod(0).delete();
    await("another operator")
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                resources.readyPods(Cluster.SYSTEM, "apifleet-operator").stream()
                    .anyMatch(
                        pod ->
                            !pod.getMetadata().getUid().equals(operator.getMetadata().getUid())));
    apply(30);
    assertThat(sockets).allSatisfy(socket -> assertThat(socket.echoes("still here")).isTrue());
    sockets.forEach(EchoSocket::close);
  }

  @Test
  void thoseOfAGatewayThatGoesAwayAreToldSo() {
    List<EchoSocket> sockets = open();
    List<Pod> gateways = resources.awaitReady(Cluster.SYSTEM, "gateway", 3);
    gateways.subList(0, 2).forEach(pod -> cluster.client().resource(pod).delete());
    await("the gateways are gone")
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                gateways.subList(0, 2).stream()
                    .allMatch(pod -> cluster.client().resource(pod).get() == null));
    List<EchoSocket> closed = sockets.stream().filter(socket -> !socket.echoes("alive?")).toList();
    assertThat(closed)
        .isNotEmpty()
        .allSatisfy(socket -> assertThat(socket.closeCode()).contains(GOING_AWAY));
    sockets.forEach(EchoSocket::close);
  }

  @Test
  void onlyThoseOfAGatewayThatIsKilledAreGone() {
    List<EchoSocket> sockets = open();
    Pod killed = resources.awaitReady(Cluster.SYSTEM, "gateway", 3).getFirst();
    cluster.client().resource(killed).withGracePeriod(0).delete();
    await("the gateway is replaced")
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                resources.readyPods(Cluster.SYSTEM, "gateway").stream()
                        .noneMatch(
                            pod -> pod.getMetadata().getUid().equals(killed.getMetadata().getUid()))
                    && resources.readyPods(Cluster.SYSTEM, "gateway").size() == 3);
    assertThat(sockets.stream().filter(socket -> socket.echoes("alive?")).count()).isGreaterThan(0);
    sockets.forEach(EchoSocket::close);
  }
}
