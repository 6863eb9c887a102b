package dev.apifleet.bench.kube;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The cluster in which some scenarios measure. */
public final class Kube {
  /** Where the chart is installed. */
  public static final String SYSTEM = "apifleet-system";

  /** What a scenario says that finds no cluster. */
  public static final String LEFT_OUT =
      "Left out: KUBECONFIG and KUBERNETES_URL do not say where a cluster with ApiFleet is.";

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(20);

  private Kube() {}

  /** The cluster of KUBECONFIG, reached at KUBERNETES_URL; empty where neither says which. */
  public static Optional<KubernetesClient> open() {
    String url = System.getenv("KUBERNETES_URL");
    if (url == null || System.getenv("KUBECONFIG") == null) {
      return Optional.empty();
    }
    Config config = Config.autoConfigure(null);
    config.setMasterUrl(url);
    return Optional.of(new KubernetesClientBuilder().withConfig(config).build());
  }

  /** Pods that are ready and stay. */
  public static List<Pod> ready(
      KubernetesClient client, String namespace, String label, String value) {
    return client.pods().inNamespace(namespace).withLabel(label, value).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(Readiness::isPodReady)
        .toList();
  }

  /** Returns when the condition holds; it is looked at so often. */
  public static void await(BooleanSupplier condition, long everyMillis, String what) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain until " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(everyMillis));
    }
  }
}
