package dev.apifleet.operator.autoscale;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Watches what else acts on scale targets: their own changes, and HorizontalPodAutoscalers. */
final class TargetWatch {
  private final List<SharedIndexInformer<HorizontalPodAutoscaler>> hpas;
  private final List<SharedIndexInformer<Deployment>> deployments;

  TargetWatch(KubernetesClient client, List<String> namespaces, Consumer<ScaleTarget> changed) {
    hpas =
        namespaces.stream()
            .map(ns -> scope(client, HorizontalPodAutoscaler.class, ns).runnableInformer(0))
            .toList();
    deployments = namespaces.stream().map(ns -> deployments(client, ns, changed)).toList();
    informers().forEach(TargetWatch::start);
  }

  boolean synced() {
    return informers().allMatch(SharedIndexInformer::hasSynced);
  }

  Collection<HorizontalPodAutoscaler> hpas() {
    return hpas.stream().flatMap(informer -> informer.getStore().list().stream()).toList();
  }

  void stop() {
    informers().forEach(SharedIndexInformer::stop);
  }

  private Stream<SharedIndexInformer<?>> informers() {
    return Stream.concat(hpas.stream(), deployments.stream());
  }

  private static void start(SharedIndexInformer<?> informer) {
    // Whatever goes wrong while watching, it is tried again.
    informer.exceptionHandler((_, _) -> true);
    informer.start();
  }

  /** Only that a Deployment changed matters, so nothing of it but its name is kept. */
  private static SharedIndexInformer<Deployment> deployments(
      KubernetesClient client, String namespace, Consumer<ScaleTarget> changed) {
    SharedIndexInformer<Deployment> informer =
        scope(client, Deployment.class, namespace).runnableInformer(0);
    informer.itemStore(
        new ReducedStateItemStore<>(
            ReducedStateItemStore.NAME_KEY_STATE,
            Deployment.class,
            client.getKubernetesSerialization()));
    informer.addEventHandler(new Changes(changed));
    return informer;
  }

  private static <T extends HasMetadata> Informable<T> scope(
      KubernetesClient client, Class<T> kind, String namespace) {
    return Constants.WATCH_ALL_NAMESPACES.equals(namespace)
        ? client.resources(kind).inAnyNamespace()
        : client.resources(kind).inNamespace(namespace);
  }

  private record Changes(Consumer<ScaleTarget> changed)
      implements ResourceEventHandler<Deployment> {
    @Override
    public void onAdd(Deployment added) {
      tell(added);
    }

    @Override
    public void onUpdate(Deployment old, Deployment updated) {
      tell(updated);
    }

    @Override
    public void onDelete(Deployment deleted, boolean finalStateUnknown) {
      tell(deleted);
    }

    private void tell(Deployment deployment) {
      changed.accept(
          ScaleTarget.deployment(
              deployment.getMetadata().getNamespace(), deployment.getMetadata().getName()));
    }
  }
}
