package dev.apifleet.operator.cluster;

import com.github.dockerjava.api.model.ContainerNetwork;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** A real Kubernetes with our CRDs, one for all tests of this module that need it. */
public final class ApiServer implements QuarkusTestResourceLifecycleManager {
  private static final String IMAGE =
      Optional.ofNullable(System.getenv("APIFLEET_K3S_IMAGE")).orElse("rancher/k3s:v1.35.4-k3s1");
  private static final List<String> CRDS =
      List.of("apiroutes", "backendpools", "gatewayfleets", "ratelimitpolicies");

  private final K3sContainer node =
      new K3sContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("rancher/k3s"));

  @Override
  public Map<String, String> start() {
    node.start();
    Config config = Config.fromKubeconfig(node.getKubeConfigYaml());
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      prepare(client);
    }
    return Map.of(
        "quarkus.kubernetes-client.api-server-url", config.getMasterUrl(),
        "quarkus.kubernetes-client.ca-cert-data", config.getCaCertData(),
        "quarkus.kubernetes-client.client-cert-data", config.getClientCertData(),
        "quarkus.kubernetes-client.client-key-data", config.getClientKeyData(),
        "quarkus.kubernetes-client.client-key-algo", config.getClientKeyAlgo(),
        "quarkus.http.test-port", "0",
        "apifleet.delivery-port", "0",
        "test.host-address", hostAddress());
  }

  /** Where the node finds this process. */
  private String hostAddress() {
    return node.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(ContainerNetwork::getGateway)
        .findFirst()
        .orElseThrow();
  }

  private static void prepare(KubernetesClient client) {
    for (String crd : CRDS) {
      client.load(read("../helm/apifleet/crds/" + crd + ".apifleet.dev-v1.yml")).create();
    }
    CRDS.forEach(
        crd ->
            client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(crd + ".apifleet.dev")
                .waitUntilCondition(ApiServer::established, 30, TimeUnit.SECONDS));
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("apifleet-system")
                .endMetadata()
                .build())
        .create();
  }

  private static InputStream read(String file) {
    try {
      return Files.newInputStream(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean established(CustomResourceDefinition crd) {
    return crd.getStatus() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(
                each -> "Established".equals(each.getType()) && "True".equals(each.getStatus()));
  }

  @Override
  public void stop() {
    node.stop();
  }
}
