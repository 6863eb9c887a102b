package dev.apifleet.bench.start;

import dev.apifleet.bench.Ports;
import dev.apifleet.bench.ScratchFolder;
import dev.apifleet.bench.race.Manifests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an operator does in its training: it leads, in a cluster where nothing happens by itself.
 */
public final class OperatorTraining {
  private OperatorTraining() {}

  /** Takes the operator's jar and the file to remember in. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create();
        StillCluster cluster = new StillCluster(Manifests.proxy(8080, 8080))) {
      run(Path.of(arguments[0]), Path.of(arguments[1]), scratch.path(), cluster);
    }
    System.exit(0);
  }

  private static void run(Path jar, Path cache, Path folder, StillCluster cluster)
      throws IOException, InterruptedException {
    int port = Ports.free();
    Map<String, String> environment = environment(cluster, port);
    try (Trainee operator = new Trainee(jar, cache, folder.resolve("operator.log"), environment)) {
      String root = "http://127.0.0.1:" + port;
      operator.awaitReady(root + "/health/ready");
      cluster.awaitApplied("deployments");
      Trainee.ask(root + "/console/", 2);
      Trainee.ask(root + "/metrics", 2);
      operator.finish();
    }
  }

  private static Map<String, String> environment(StillCluster cluster, int port) {
    return Map.of(
        "JAVA_TOOL_OPTIONS", ServerJvm.OPTIONS,
        "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", cluster.url(),
        "OPERATOR_NAMESPACE", "default",
        "QUARKUS_HTTP_PORT", String.valueOf(port),
        "APIFLEET_DELIVERY_PORT", String.valueOf(Ports.free()));
  }
}
