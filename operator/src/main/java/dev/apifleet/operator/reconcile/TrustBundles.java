package dev.apifleet.operator.reconcile;

import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.operator.trust.Pem;
import dev.apifleet.operator.trust.Told;
import dev.apifleet.operator.workload.GatewayTrust;
import dev.apifleet.operator.world.GatewayPods;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.util.List;

/** What the ConfigMaps say that tell the gateways of each fleet whom to trust. */
@Singleton
class TrustBundles implements Told {
  private final KubernetesClient client;
  private final OperatorConfig config;

  TrustBundles(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  @Override
  public boolean all(List<X509Certificate> roots) {
    List<String> wanted = roots.stream().map(Pem::of).toList();
    return config.watchNamespaces().stream()
        .flatMap(namespace -> in(namespace).stream())
        .filter(GatewayTrust::is)
        .allMatch(trust -> wanted.stream().allMatch(pem -> GatewayTrust.names(trust, pem)));
  }

  private List<ConfigMap> in(String namespace) {
    var all = client.configMaps();
    var there =
        Constants.WATCH_ALL_NAMESPACES.equals(namespace)
            ? all.inAnyNamespace()
            : all.inNamespace(namespace);
    return there.withLabel(GatewayPods.FLEET_LABEL).list().getItems();
  }
}
