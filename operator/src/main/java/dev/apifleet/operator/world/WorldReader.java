package dev.apifleet.operator.world;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.RateLimitPolicy;
import dev.apifleet.operator.OperatorConfig;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.World;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The operator's view of the cluster: watches what translations depend on and reads worlds. */
@Singleton
public class WorldReader {
  private final KubernetesClient client;
  private final OperatorConfig config;
  private volatile WorldInformers informers;
  private WorldInformers newest;
  private volatile Seen seen = new Seen(List.of(), List.of());

  /** Pods, and what they say of gateways. */
  private record Seen(List<Pod> pods, List<GatewayPod> gateways) {}

  public WorldReader(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  /**
   * Lists every kind afresh and watches from there; what was watched before is read until then.
   * Both listeners must be quick.
   *
   * @param onChange hears of what translations depend on
   * @param onPods hears of gateway pods
   * @return completes when the new lists are what is read, unless all is listed afresh meanwhile
   */
  public synchronized CompletableFuture<Void> start(Runnable onChange, Runnable onPods) {
    WorldInformers fresh = new WorldInformers(client, config.watchNamespaces());
    List.of(ApiRoute.class, RateLimitPolicy.class, BackendPool.class, GatewayFleet.class)
        .forEach(kind -> fresh.watch(kind, onChange));
    fresh.watch(Service.class, onChange);
    fresh.watch(EndpointSlice.class, onChange);
    fresh.watchSecrets(onChange);
    fresh.watch(Pod.class, GatewayPods.FLEET_LABEL, onPods);
    if (newest != null && newest != informers) {
      newest.stop();
    }
    newest = fresh;
    return fresh.onceSynced().thenRun(() -> read(fresh));
  }

  private synchronized void read(WorldInformers fresh) {
    if (newest == fresh) {
      if (informers != null) {
        informers.stop();
      }
      informers = fresh;
    } else {
      throw new CancellationException("listed afresh meanwhile");
    }
  }

  /** Ends all watches. */
  public synchronized void stop() {
    Stream.of(informers, newest).filter(Objects::nonNull).forEach(WorldInformers::stop);
    newest = null;
  }

  /** Whether every kind has been listed: before that a world would lack objects that exist. */
  public boolean synced() {
    return informers != null;
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
        now.secrets(),
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
    List<Pod> pods = informers.list(Pod.class);
    Seen last = seen;
    if (last.pods() != pods) {
      last = new Seen(pods, GatewayPods.of(pods));
      seen = last;
    }
    return last.gateways();
  }

  /** Whether a fleet of this name exists ({@code namespace/name}). */
  public boolean hasFleet(String fleet) {
    return synced() && fleet(fleet).isPresent();
  }

  /** The fleet of this name ({@code namespace/name}). */
  public Optional<GatewayFleet> fleet(String name) {
    return informers.find(GatewayFleet.class, name);
  }
}
