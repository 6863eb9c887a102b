package dev.apifleet.operator.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The watches of one start: every kind that a translation reads, in every watched namespace. */
final class WorldInformers {
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private final KubernetesClient client;
  private final List<String> namespaces;
  private final Map<Class<?>, List<SharedIndexInformer<?>>> informers = new ConcurrentHashMap<>();
  private final List<CompletableFuture<Void>> starts = new ArrayList<>();

  WorldInformers(KubernetesClient client, List<String> namespaces) {
    this.client = client;
    this.namespaces = namespaces;
  }

  <T extends HasMetadata> void watch(Class<T> kind, Runnable onChange) {
    for (String namespace : namespaces) {
      start(kind, all(kind, namespace).runnableInformer(0), onChange);
    }
  }

  <T extends HasMetadata> void watch(Class<T> kind, String label, Runnable onChange) {
    for (String namespace : namespaces) {
      start(kind, all(kind, namespace).withLabel(label).runnableInformer(0), onChange);
    }
  }

  /** Those that users may refer to, by their digests. The operator's own are nobody's business. */
  void watchSecrets(Runnable onChange) {
    for (String namespace : namespaces) {
      var others = all(Secret.class, namespace).withoutLabel(MANAGED_BY, "apifleet");
      watchDigests(others.withField("type", SecretDigests.TLS), onChange);
      watchDigests(others.withLabel(SecretDigests.AUTHORITY, "true"), onChange);
      watchDigests(others.withLabel(SecretDigests.API_KEY, "true"), onChange);
    }
  }

  private void watchDigests(Informable<Secret> secrets, Runnable onChange) {
    start(Secret.class, secrets.runnableInformer(0).itemStore(new SecretDigests()), onChange);
  }

  private <T extends HasMetadata> void start(
      Class<T> kind, SharedIndexInformer<T> informer, Runnable onChange) {
    // Whatever goes wrong while watching, the last known state is better than none: try again.
    informer.exceptionHandler((_, _) -> true);
    informer.addEventHandler(new Changes<T>(onChange));
    starts.add(informer.start().toCompletableFuture());
    informers.computeIfAbsent(kind, _ -> new CopyOnWriteArrayList<>()).add(informer);
  }

  private <T extends HasMetadata>
      AnyNamespaceOperation<T, KubernetesResourceList<T>, Resource<T>> all(
          Class<T> kind, String namespace) {
    return Constants.WATCH_ALL_NAMESPACES.equals(namespace)
        ? client.resources(kind).inAnyNamespace()
        : client.resources(kind).inNamespace(namespace);
  }

  <T extends HasMetadata> List<T> list(Class<T> kind) {
    return informers.getOrDefault(kind, List.of()).stream()
        .flatMap(informer -> informer.getStore().list().stream())
        .map(kind::cast)
        .toList();
  }

  /** Completes when the last kind has been listed. */
  CompletableFuture<Void> onceSynced() {
    return CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
  }

  void stop() {
    informers.values().stream().flatMap(List::stream).forEach(SharedIndexInformer::stop);
  }
}
