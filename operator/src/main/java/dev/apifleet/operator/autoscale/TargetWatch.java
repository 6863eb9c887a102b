package dev.apifleet.operator.autoscale;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Watches what else acts on scale targets: their own changes, and HorizontalPodAutoscalers. */
final class TargetWatch {
  private final List<SharedIndexInformer<HorizontalPodAutoscaler>> hpas;
  private final List<SharedIndexInformer<?>> targets = new ArrayList<>();

  TargetWatch(KubernetesClient client, List<String> namespaces, Consumer<ScaleTarget> changed) {
    hpas =
        namespaces.stream()
            .map(ns -> scope(client, HorizontalPodAutoscaler.class, ns).runnableInformer(0))
            .toList();
    for (String namespace : namespaces) {
      targets.add(targets(client, Deployment.class, namespace, ScaleTarget::deployment, changed));
      targets.add(targets(client, StatefulSet.class, namespace, ScaleTarget::statefulSet, changed));
    }
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
    return Stream.concat(hpas.stream(), targets.stream());
  }

  private static void start(SharedIndexInformer<?> informer) {
    // Whatever goes wrong while watching, it is tried again.
    informer.exceptionHandler((_, _) -> true);
    informer.start();
  }

  /** Only that one changed matters, so nothing of it but its name is kept. */
  private static <T extends HasMetadata> SharedIndexInformer<T> targets(
      KubernetesClient client,
      Class<T> kind,
      String namespace,
      BiFunction<String, String, ScaleTarget> target,
      Consumer<ScaleTarget> changed) {
    SharedIndexInformer<T> informer = scope(client, kind, namespace).runnableInformer(0);
    informer.itemStore(
        new ReducedStateItemStore<>(
            ReducedStateItemStore.NAME_KEY_STATE, kind, client.getKubernetesSerialization()));
    informer.addEventHandler(new Changes<>(target, changed));
    return informer;
  }

  private static <T extends HasMetadata> Informable<T> scope(
      KubernetesClient client, Class<T> kind, String namespace) {
    return Constants.WATCH_ALL_NAMESPACES.equals(namespace)
        ? client.resources(kind).inAnyNamespace()
        : client.resources(kind).inNamespace(namespace);
  }

  private record Changes<T extends HasMetadata>(
      BiFunction<String, String, ScaleTarget> target, Consumer<ScaleTarget> changed)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      tell(added);
    }

    @Override
    public void onUpdate(T old, T updated) {
      tell(updated);
    }

    @Override
    public void onDelete(T deleted, boolean finalStateUnknown) {
      tell(deleted);
    }

    private void tell(T object) {
      changed.accept(
          target.apply(object.getMetadata().getNamespace(), object.getMetadata().getName()));
    }
  }
}
