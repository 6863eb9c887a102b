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
import java.io.IOException;
import java.security.GeneralSecurityException;
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
    return name(ofFleets(), roots);
  }

  @Override
  public List<X509Certificate> byAll() {
    return byAll(ofFleets());
  }

  static List<X509Certificate> byAll(List<ConfigMap> trust) {
    return trust.stream()
        .flatMap(each -> certificates(each).stream())
        .distinct()
        .filter(root -> name(trust, List.of(root)))
        .toList();
  }

  private static boolean name(List<ConfigMap> trust, List<X509Certificate> roots) {
    List<String> wanted = roots.stream().map(Pem::of).toList();
    return trust.stream()
        .allMatch(each -> wanted.stream().allMatch(pem -> GatewayTrust.names(each, pem)));
  }

  /** None where another hand made it unreadable. */
  private static List<X509Certificate> certificates(ConfigMap trust) {
    try {
      return Pem.certificates(GatewayTrust.authorities(trust));
    } catch (IOException | GeneralSecurityException _) {
      return List.of();
    }
  }

  private List<ConfigMap> ofFleets() {
    return config.watchNamespaces().stream()
        .flatMap(namespace -> in(namespace).stream())
        .filter(GatewayTrust::is)
        .toList();
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
