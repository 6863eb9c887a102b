package dev.apifleet.operator.world;

import dev.apifleet.translator.SecretDigest;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The watches of one start: every kind that a translation reads, in every watched namespace. */
final class WorldInformers {
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private final KubernetesClient client;
  private final List<String> namespaces;
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private final Map<Class<?>, List<LeanStore<?>>> stores = new HashMap<>();
  private final List<SecretDigests> secrets = new ArrayList<>();
  private final SeenSecrets digests = new SeenSecrets();
  private final List<CompletableFuture<Void>> starts = new ArrayList<>();

  WorldInformers(KubernetesClient client, List<String> namespaces) {
    this.client = client;
    this.namespaces = namespaces.stream().sorted().toList();
  }

  <T extends HasMetadata> void watch(Class<T> kind, Runnable onChange) {
    for (String namespace : namespaces) {
      keep(kind, all(kind, namespace), onChange);
    }
  }

  <T extends HasMetadata> void watch(Class<T> kind, String label, Runnable onChange) {
    for (String namespace : namespaces) {
      keep(kind, all(kind, namespace).withLabel(label), onChange);
    }
  }

  private <T extends HasMetadata> void keep(
      Class<T> kind, Informable<T> objects, Runnable onChange) {
    LeanStore<T> store = new LeanStore<>();
    stores.computeIfAbsent(kind, _ -> new ArrayList<>()).add(store);
    start(objects.runnableInformer(0).itemStore(store), onChange);
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

  private void watchDigests(Informable<Secret> found, Runnable onChange) {
    SecretDigests store = new SecretDigests();
    secrets.add(store);
    start(found.runnableInformer(0).itemStore(store), onChange);
  }

  private <T extends HasMetadata> void start(SharedIndexInformer<T> informer, Runnable onChange) {
    // Whatever goes wrong while watching, the last known state is better than none: try again.
    informer.exceptionHandler((_, _) -> true);
    informer.addEventHandler(new Changes<T>(onChange));
    starts.add(informer.start().toCompletableFuture());
    informers.add(informer);
  }

  private <T extends HasMetadata>
      AnyNamespaceOperation<T, KubernetesResourceList<T>, Resource<T>> all(
          Class<T> kind, String namespace) {
    return Constants.WATCH_ALL_NAMESPACES.equals(namespace)
        ? client.resources(kind).inAnyNamespace()
        : client.resources(kind).inNamespace(namespace);
  }

  /** In order; of one namespace, or all at once, the same list in memory until one changes. */
  <T extends HasMetadata> List<T> list(Class<T> kind) {
    List<LeanStore<T>> kept = stores(kind);
    return kept.size() == 1
        ? kept.getFirst().all()
        : kept.stream().flatMap(LeanStore::values).toList();
  }

  /** One of this name ({@code namespace/name}). */
  <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return stores(kind).stream().flatMap(store -> Stream.ofNullable(store.get(name))).findFirst();
  }

  /** Only of its kind is put into a store. */
  @SuppressWarnings("unchecked")
  private <T extends HasMetadata> List<LeanStore<T>> stores(Class<T> kind) {
    return (List<LeanStore<T>>) (List<?>) stores.getOrDefault(kind, List.of());
  }

  /** What may be known of Secrets. */
  List<SecretDigest> secrets() {
    return digests.of(secrets);
  }

  /** Completes when the last kind has been listed. */
  CompletableFuture<Void> onceSynced() {
    return CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
  }

  void stop() {
    informers.forEach(SharedIndexInformer::stop);
  }
}
