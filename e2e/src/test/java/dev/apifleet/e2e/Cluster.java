package dev.apifleet.e2e;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.UpgradeCommand;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.k3s.K3sContainer;

/** One real cluster for all tests, with the chart and the quickstart installed as a user would. */
final class Cluster {
  static final String SYSTEM = "apifleet-system";
  private static final Path ROOT = Path.of("..");
  private static final int GATEWAY_PORT = 30080;
  private static final int CONSOLE_PORT = 30081;
  private static final int TLS_PORT = 30443;
  private static Cluster installed;

  private final Images images = Images.fromEnvironment();
  private final K3sContainer node = new K3sContainer(images.nodeImage());
  private final KubernetesClient client;

  /** The cluster, started at the first call; it ends with the JVM. */
  static synchronized Cluster get() {
    if (installed == null) {
      Cluster started = new Cluster();
      started.install();
      installed = started;
    }
    return installed;
  }

  private Cluster() {
    node.addExposedPorts(GATEWAY_PORT, CONSOLE_PORT, TLS_PORT);
    node.start();
    Runtime.getRuntime().addShutdownHook(new Thread(node::stop));
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(node.getKubeConfigYaml()))
            .build();
  }

  KubernetesClient client() {
    return client;
  }

  String gatewayUrl() {
    return "http://127.0.0.1:" + node.getMappedPort(GATEWAY_PORT);
  }

  /** Where pods reach this machine. */
  String hostAddress() {
    return node.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(network -> network.getGateway())
        .findFirst()
        .orElseThrow();
  }

  int tlsPort() {
    return node.getMappedPort(TLS_PORT);
  }

  String consoleUrl() {
    return "http://127.0.0.1:" + node.getMappedPort(CONSOLE_PORT);
  }

  private void install() {
    loadImages();
    Resources resources = new Resources(client);
    resources.applyFolder(ROOT.resolve("helm/apifleet/crds"), null);
    installChart(1);
    resources.applyFolder(ROOT.resolve("examples/quickstart"), "default");
    resources.awaitProgrammed("GatewayFleet", SYSTEM, "default");
    resources.awaitProgrammed("BackendPool", "default", "api-server");
    resources.awaitProgrammed("ApiRoute", "default", "api");
    new Traffic(gatewayUrl()).awaitStatus("/api/v1/status", 200);
    resources.awaitReady("default", "api-server", 3);
  }

  private void loadImages() {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("dev/cluster/load-images.sh").toString());
    command.add(node.getContainerId());
    command.addAll(images.loaded());
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(command + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot load images", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A file by which other programs reach the cluster. */
  Path kubeConfig() {
    try {
      return Files.writeString(Path.of("target/kubeconfig"), node.getKubeConfigYaml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code helm upgrade --install}, with so many operators. */
  void installChart(int operators) {
    UpgradeCommand upgrade =
        new Helm(ROOT.resolve("helm/apifleet"))
            .upgrade()
            .install()
            .skipCrds()
            .createNamespace()
            .withName("apifleet")
            .withNamespace(SYSTEM)
            .withKubeConfig(kubeConfig())
            .withValuesFile(ROOT.resolve("dev/values.yaml"))
            .set("operator.replicas", operators)
            .set("operator.image", images.operator())
            .set("gateway.image", images.gateway())
            .set("sampleApi.image", images.apiServer())
            .set("redis.image", images.redis())
            .set("postgresql.image", images.postgres());
    upgrade.call();
  }
}
