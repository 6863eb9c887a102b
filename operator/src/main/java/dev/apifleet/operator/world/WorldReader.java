package dev.apifleet.operator.world;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.World;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The operator's view of the cluster: watches what translations depend on and reads worlds. */
@Singleton
public class WorldReader {
  private final KubernetesClient client;
  private final OperatorConfig config;
  private volatile WorldInformers informers;

  public WorldReader(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  /**
   * Lists every kind afresh and watches from there; both listeners must be quick.
   *
   * @param onChange hears of what translations depend on
   * @param onPods hears of gateway pods
   */
  public synchronized void start(Runnable onChange, Runnable onPods) {
    stop();
    WorldInformers fresh = new WorldInformers(client, config.watchNamespaces());
    List.of(ApiRoute.class, RateLimitPolicy.class, BackendPool.class, GatewayFleet.class)
        .forEach(kind -> fresh.watch(kind, onChange));
    fresh.watch(Service.class, onChange);
    fresh.watch(EndpointSlice.class, onChange);
    fresh.watchSecrets(onChange);
    fresh.watch(Pod.class, GatewayPods.FLEET_LABEL, onPods);
    informers = fresh;
    fresh.onceSynced(onChange);
  }

  /** Ends all watches. */
  public synchronized void stop() {
    if (informers != null) {
      informers.stop();
      informers = null;
    }
  }

  /** Whether it watches at all. */
  public boolean started() {
    return informers != null;
  }

  /** Whether every kind has been listed: before that a world would lack objects that exist. */
  public boolean synced() {
    WorldInformers current = informers;
    return current != null && current.synced();
  }

  /** The world as it is now. */
  public World read(Map<String, Snapshot> previous) {
    WorldInformers now = informers;
    return new World(
        config.namespace(),
        now.list(GatewayFleet.class),
        now.list(ApiRoute.class),
        now.list(RateLimitPolicy.class),
        now.list(BackendPool.class),
        now.list(Service.class),
        now.list(EndpointSlice.class),
        SecretDigests.of(now.list(Secret.class)),
        previous);
  }

  /** The pools alone. */
  public List<BackendPool> pools() {
    return informers.list(BackendPool.class);
  }

  /** The fleets alone. */
  public List<GatewayFleet> fleets() {
    return informers.list(GatewayFleet.class);
  }

  /** The gateway pods of all fleets, in order. */
  public List<GatewayPod> gatewayPods() {
    return GatewayPods.of(informers.list(Pod.class));
  }

  /** Whether a fleet of this name exists ({@code namespace/name}). */
  public boolean hasFleet(String fleet) {
    WorldInformers current = informers;
    return current != null
        && current.list(GatewayFleet.class).stream()
            .map(GatewayFleet::getMetadata)
            .anyMatch(meta -> fleet.equals(meta.getNamespace() + "/" + meta.getName()));
  }
}
