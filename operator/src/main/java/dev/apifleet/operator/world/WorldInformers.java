package dev.apifleet.operator.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The watches of one start: every kind that a translation reads, in every watched namespace. */
final class WorldInformers {
  private final KubernetesClient client;
  private final List<String> namespaces;
  private final Map<Class<?>, List<SharedIndexInformer<?>>> informers = new ConcurrentHashMap<>();
  private final List<CompletableFuture<Void>> starts = new ArrayList<>();

  WorldInformers(KubernetesClient client, List<String> namespaces) {
    this.client = client;
    this.namespaces = namespaces;
  }

  <T extends HasMetadata> void watch(Class<T> kind, Runnable onChange) {
    watch(kind, null, onChange);
  }

  <T extends HasMetadata> void watch(Class<T> kind, String label, Runnable onChange) {
    List<SharedIndexInformer<?>> started = new ArrayList<>();
    for (String namespace : namespaces) {
      SharedIndexInformer<T> informer = scope(kind, namespace, label).runnableInformer(0);
      // Whatever goes wrong while watching, the last known state is better than none: try again.
      informer.exceptionHandler((_, _) -> true);
      informer.addEventHandler(new Changes<T>(onChange));
      starts.add(informer.start().toCompletableFuture());
      started.add(informer);
    }
    informers.put(kind, List.copyOf(started));
  }

  private <T extends HasMetadata> Informable<T> scope(
      Class<T> kind, String namespace, String label) {
    var all =
        Constants.WATCH_ALL_NAMESPACES.equals(namespace)
            ? client.resources(kind).inAnyNamespace()
            : client.resources(kind).inNamespace(namespace);
    return label == null ? all : all.withLabel(label);
  }

  <T extends HasMetadata> List<T> list(Class<T> kind) {
    return informers.getOrDefault(kind, List.of()).stream()
        .flatMap(informer -> informer.getStore().list().stream())
        .map(kind::cast)
        .toList();
  }

  /** The change that no event tells: the last kind has been listed. */
  void onceSynced(Runnable action) {
    CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).thenRun(action);
  }

  boolean synced() {
    return informers.values().stream()
        .flatMap(List::stream)
        .allMatch(SharedIndexInformer::hasSynced);
  }

  void stop() {
    informers.values().stream().flatMap(List::stream).forEach(SharedIndexInformer::stop);
  }
}
