package dev.apifleet.bench.delivery;

import dev.apifleet.api.v1alpha1.ApiRoute;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A cluster with ApiFleet, and a namespace in it for the routes of a measurement. */
final class Site implements AutoCloseable {
  static final String SYSTEM = "apifleet-system";
  static final String NAMESPACE = "bench-delivery";
  private static final int WRITERS = 8;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(20);

  private final KubernetesClient client;
  private int routes;

  private Site(KubernetesClient client) {
    this.client = client;
  }

  /** The cluster of KUBECONFIG, reached at KUBERNETES_URL; empty where neither says which. */
  static Optional<Site> open() {
    String url = System.getenv("KUBERNETES_URL");
    if (url == null || System.getenv("KUBECONFIG") == null) {
      return Optional.empty();
    }
    Config config = Config.autoConfigure(null);
    config.setMasterUrl(url);
    Site site = new Site(new KubernetesClientBuilder().withConfig(config).build());
    site.clear();
    site.client.resource(namespace()).create();
    return Optional.of(site);
  }

  private static Namespace namespace() {
    return new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build();
  }

  KubernetesClient client() {
    return client;
  }

  /** Makes as many routes as are missing, and returns when every status says that they serve. */
  void growTo(int count) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      IntStream.range(routes, count)
          .forEach(i -> writers.execute(() -> create(Route.answering("route-" + i, 0))));
    }
    routes = count;
    await(() -> programmed() >= count, "the status of every route says that it serves");
  }

  int routes() {
    return routes;
  }

  private long programmed() {
    return client.resources(ApiRoute.class).inNamespace(NAMESPACE).list().getItems().stream()
        .filter(Route::isProgrammed)
        .count();
  }

  void create(ApiRoute route) {
    client.resource(route).inNamespace(NAMESPACE).create();
  }

  void update(ApiRoute route) {
    client
        .resource(route)
        .inNamespace(NAMESPACE)
        .fieldManager("bench")
        .forceConflicts()
        .serverSideApply();
  }

  void delete(String route) {
    client.resources(ApiRoute.class).inNamespace(NAMESPACE).withName(route).delete();
  }

  /** The ready gateway pods of the default fleet. */
  List<Pod> gateways() {
    return ready("apifleet.dev/fleet", "default");
  }

  List<Pod> operators() {
    return ready("app.kubernetes.io/name", "apifleet-operator");
  }

  private List<Pod> ready(String label, String value) {
    return client.pods().inNamespace(SYSTEM).withLabel(label, value).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(Readiness::isPodReady)
        .toList();
  }

  private void clear() {
    client.namespaces().withName(NAMESPACE).delete();
    await(
        () -> client.namespaces().withName(NAMESPACE).get() == null,
        "the namespace of an earlier run is gone");
  }

  private static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain until " + what);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    client.namespaces().withName(NAMESPACE).delete();
    client.close();
  }
}
