package dev.apifleet.e2e;

import io.fabric8.kubernetes.client.LocalPortForward;
import java.util.List;

/**
 * Ways to each single gateway pod, past the Service that would choose one.
 *
 * @param each one client per pod, to be kept: each connection is a tunnel through the API server
 */
record GatewayPods(List<LocalPortForward> forwards, List<Traffic> each) implements AutoCloseable {
  private static final int PORT = 8080;

  static GatewayPods of(Cluster cluster) {
    var pods = cluster.client().pods().inNamespace(Cluster.SYSTEM);
    List<LocalPortForward> forwards =
        new Resources(cluster.client())
            .readyPods(Cluster.SYSTEM, "gateway").stream()
                .map(pod -> pods.withName(pod.getMetadata().getName()).portForward(PORT))
                .toList();
    return new GatewayPods(forwards, forwards.stream().map(GatewayPods::through).toList());
  }

  private static Traffic through(LocalPortForward forward) {
    return new Traffic("http://127.0.0.1:" + forward.getLocalPort());
  }

  @Override
  public void close() throws Exception {
    for (LocalPortForward forward : forwards) {
      forward.close();
    }
  }
}
