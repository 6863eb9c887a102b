package dev.apifleet.e2e;

import io.fabric8.kubernetes.client.LocalPortForward;
import java.util.List;

/** Ways to each single gateway pod, past the Service that would choose one. */
record GatewayPods(List<LocalPortForward> forwards) implements AutoCloseable {
  private static final int PORT = 8080;

  static GatewayPods of(Cluster cluster) {
    var pods = cluster.client().pods().inNamespace(Cluster.SYSTEM);
    return new GatewayPods(
        new Resources(cluster.client())
            .readyPods(Cluster.SYSTEM, "gateway").stream()
                .map(pod -> pods.withName(pod.getMetadata().getName()).portForward(PORT))
                .toList());
  }

  /** One client per pod. */
  List<Traffic> each() {
    return forwards.stream()
        .map(forward -> new Traffic("http://127.0.0.1:" + forward.getLocalPort()))
        .toList();
  }

  @Override
  public void close() throws Exception {
    for (LocalPortForward forward : forwards) {
      forward.close();
    }
  }
}
