package dev.apifleet.operator.deliver;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.operator.TestConfig;
import dev.apifleet.operator.world.GatewayPod;
import dev.apifleet.operator.world.WorldReader;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.translator.World;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The world as one operator sees it: a fleet of one gateway, and a route to a pool of one endpoint.
 */
final class FakeWorld extends WorldReader {
  static final GatewayId GATEWAY = new GatewayId("default/edge", "edge-1");

  private static final GatewayFleet FLEET =
      read(
          GatewayFleet.class,
          """
          apiVersion: apifleet.dev/v1alpha1
          kind: GatewayFleet
          metadata: {name: edge, namespace: default, generation: 1, uid: f1}
          spec: {replicas: 1}
          """);

  private volatile int port = 8080;
  private volatile String path = "/shop";
  private volatile Runnable onChange = () -> {};
  private volatile CompletableFuture<Void> listed = CompletableFuture.completedFuture(null);
  private volatile boolean synced;

  FakeWorld() {
    super(null, new TestConfig());
  }

  /** The endpoint has another port. */
  void endpointAt(int newPort) {
    port = newPort;
    onChange.run();
  }

  /** The route has another path. */
  void routeAt(String newPath) {
    path = newPath;
    onChange.run();
  }

  /** From now on lists are as slow as the test wants. */
  void listsWhen(CompletableFuture<Void> done) {
    listed = done;
  }

  @Override
  public CompletableFuture<Void> start(Runnable onChange, Runnable onPods) {
    this.onChange = onChange;
    return listed.thenRun(() -> synced = true);
  }

  @Override
  public void stop() {}

  @Override
  public boolean synced() {
    return synced;
  }

  @Override
  public World read(Map<String, Snapshot> previous) {
    return new World(
        "apifleet-system",
        List.of(FLEET),
        List.of(route()),
        List.of(),
        List.of(pool()),
        List.of(service()),
        List.of(slice()),
        List.of(),
        previous);
  }

  @Override
  public Optional<GatewayFleet> fleet(String name) {
    return Optional.of(FLEET);
  }

  @Override
  public List<GatewayPod> gatewayPods() {
    return List.of(new GatewayPod(GATEWAY.fleet(), GATEWAY.pod(), true));
  }

  private ApiRoute route() {
    return read(
        ApiRoute.class,
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: ApiRoute
        metadata: {name: shop, namespace: default, generation: 1}
        spec:
          fleetRef: edge
          rules:
          - matches: [{path: {type: PathPrefix, value: %s}}]
            backendRefs: [{name: api}]
        """
            .formatted(path));
  }

  private static BackendPool pool() {
    return read(
        BackendPool.class,
        """
        apiVersion: apifleet.dev/v1alpha1
        kind: BackendPool
        metadata: {name: api, namespace: default, generation: 1}
        spec: {discovery: {service: {name: api, port: 80}}}
        """);
  }

  private static Service service() {
    return read(
        Service.class,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: api, namespace: default}
        spec: {ports: [{name: http, port: 80}]}
        """);
  }

  private EndpointSlice slice() {
    return read(
        EndpointSlice.class,
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: api-1, namespace: default, labels: {kubernetes.io/service-name: api}}
        addressType: IPv4
        ports: [{name: http, port: %d, protocol: TCP}]
        endpoints: [{addresses: [10.1.2.3], conditions: {ready: true}}]
        """
            .formatted(port));
  }

  private static <T> T read(Class<T> kind, String yaml) {
    return Serialization.unmarshal(yaml, kind);
  }
}
