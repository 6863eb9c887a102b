package dev.apifleet.bench.delivery;

import dev.apifleet.api.v1alpha1.ApiRoute;
import dev.apifleet.bench.kube.Kube;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A cluster with ApiFleet, and a namespace in it for the routes of a measurement. */
final class Site implements AutoCloseable {
  static final String NAMESPACE = "bench-delivery";
  private static final int WRITERS = 8;
  private static final long LOOK_MILLIS = 2_000;

  private final KubernetesClient client;
  private int routes;

  private Site(KubernetesClient client) {
    this.client = client;
  }

  /** In the cluster of the environment; empty where there is none. */
  static Optional<Site> open() {
    return Kube.open().map(Site::begun);
  }

  private static Site begun(KubernetesClient client) {
    Site site = new Site(client);
    site.clear();
    client.resource(namespace()).create();
    return site;
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
    Kube.await(
        () -> programmed() >= count, LOOK_MILLIS, "the status of every route says that it serves");
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
    return Kube.ready(client, Kube.SYSTEM, label, value);
  }

  private void clear() {
    client.namespaces().withName(NAMESPACE).delete();
    Kube.await(
        () -> client.namespaces().withName(NAMESPACE).get() == null,
        LOOK_MILLIS,
        "the namespace of an earlier run is gone");
  }

  @Override
  public void close() {
    client.namespaces().withName(NAMESPACE).delete();
    client.close();
  }
}
