package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Settles who scales which target, so that nobody fights over one. */
final class Claims {
  /** As in Gateway API: the older wins, then the name. */
  private static final Comparator<BackendPool> PRECEDENCE =
      Comparator.comparing(
              (BackendPool pool) ->
                  Objects.requireNonNullElse(pool.getMetadata().getCreationTimestamp(), ""))
          .thenComparing(Claims::name);

  private final Map<ScaleTarget.Identity, String> pools;
  private final Map<ScaleTarget.Identity, String> hpas;

  Claims(Collection<BackendPool> pools, Collection<HorizontalPodAutoscaler> hpas) {
    this.pools =
        firstByTarget(
            pools.stream().filter(Claims::scales).sorted(PRECEDENCE).toList(),
            pool -> ScaleTarget.of(pool).orElseThrow());
    this.hpas = firstByTarget(hpas, Claims::targetOf);
  }

  /** Whether the pool asks for any scaling; one that does not never stands in another's way. */
  static boolean scales(BackendPool pool) {
    return pool.getSpec().scaleTargetRef() != null
        && (pool.getSpec().autoscaling() != null || pool.getSpec().replicas() != null);
  }

  /** What becomes of a pool that asks for scaling. */
  Claim of(BackendPool pool, ScaleTarget target) {
    String hpa = hpas.get(target.identity());
    if (hpa != null) {
      return new Claim.HeldByHpa(hpa);
    }
    String first = pools.getOrDefault(target.identity(), name(pool));
    return first.equals(name(pool)) ? new Claim.Granted() : new Claim.HeldByPool(first);
  }

  private static <T extends HasMetadata> Map<ScaleTarget.Identity, String> firstByTarget(
      Collection<T> objects, Function<T, ScaleTarget> target) {
    return objects.stream()
        .collect(
            Collectors.toMap(
                object -> target.apply(object).identity(), Claims::name, (first, later) -> first));
  }

  private static ScaleTarget targetOf(HorizontalPodAutoscaler hpa) {
    CrossVersionObjectReference ref = hpa.getSpec().getScaleTargetRef();
    return new ScaleTarget(
        hpa.getMetadata().getNamespace(),
        Objects.requireNonNullElse(ref.getApiVersion(), ""),
        ref.getKind(),
        ref.getName());
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
