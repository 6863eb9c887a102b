package dev.apifleet.operator.reconcile;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.deliver.Published;
import dev.apifleet.operator.deliver.SnapshotBook;
import dev.apifleet.operator.workload.KeyFiles;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the Secret from which the gateways of a fleet mount key material as the published snapshot
 * wants it. Secrets are read only when it has to change, and nothing of them is kept.
 */
@Singleton
class KeyMount {
  private static final Logger LOG = Logger.getLogger(KeyMount.class);
  private static final String FIELD_MANAGER = "apifleet-operator";

  private final KubernetesClient client;
  private final SnapshotBook snapshots;

  KeyMount(KubernetesClient client, SnapshotBook snapshots) {
    this.client = client;
    this.snapshots = snapshots;
  }

  /** Before the first publication nobody knows what is wanted, so that nothing is changed. */
  void apply(GatewayFleet fleet, Context<GatewayFleet> context) {
    Optional<KeyFiles> wanted =
        snapshots
            .latest(ObjectRef.of(fleet).qualifiedName())
            .map(Published::snapshot)
            .map(KeyFiles::of);
    Map<String, String> there = digests(KeyFiles.secretName(fleet), context);
    wanted.filter(files -> !files.areIn(there)).ifPresent(files -> write(files, fleet));
  }

  /** Of the watched Secrets only digests are known. */
  private static Map<String, String> digests(String name, Context<GatewayFleet> context) {
    return context
        .getSecondaryResourcesAsStream(Secret.class)
        .filter(secret -> secret.getMetadata().getName().equals(name))
        .map(KeyMount::data)
        .findFirst()
        .orElse(Map.of());
  }

  private void write(KeyFiles files, GatewayFleet fleet) {
    Map<String, Map<String, String>> read = new HashMap<>();
    Map<String, String> mounted =
        read(fleet.getMetadata().getNamespace(), KeyFiles.secretName(fleet));
    Secret desired = files.secret(fleet, name -> read.computeIfAbsent(name, this::read), mounted);
    if (!desired.getData().equals(mounted)) {
      client.resource(desired).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
      LOG.infof(
          "applied Secret %s with %s", desired.getMetadata().getName(), desired.getData().keySet());
    }
  }

  private Map<String, String> read(String qualifiedName) {
    int slash = qualifiedName.indexOf('/');
    return read(qualifiedName.substring(0, slash), qualifiedName.substring(slash + 1));
  }

  private Map<String, String> read(String namespace, String name) {
    Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
    return secret == null ? Map.of() : data(secret);
  }

  private static Map<String, String> data(Secret secret) {
    return secret.getData() == null ? Map.of() : secret.getData();
  }
}
