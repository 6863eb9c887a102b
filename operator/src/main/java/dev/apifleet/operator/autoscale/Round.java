package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.BackendPool;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** One look at every pool with a scale target; each on its own, so that none waits for another. */
final class Round {
  private static final Logger LOG = Logger.getLogger(Round.class);

  private final Supplier<List<BackendPool>> pools;
  private final Supplier<Collection<HorizontalPodAutoscaler>> hpas;
  private final PoolScaler scaler;
  private final TargetBook targets;
  private final LoadBook loads;
  private final Executor executor;
  private final Set<ObjectRef> underWay = ConcurrentHashMap.newKeySet();

  Round(
      Supplier<List<BackendPool>> pools,
      Supplier<Collection<HorizontalPodAutoscaler>> hpas,
      PoolScaler scaler,
      TargetBook targets,
      LoadBook loads,
      Executor executor) {
    this.pools = pools;
    this.hpas = hpas;
    this.scaler = scaler;
    this.targets = targets;
    this.loads = loads;
    this.executor = executor;
  }

  void run() {
    List<BackendPool> scaled = pools.get().stream().filter(Round::hasTarget).toList();
    forgetOthers(scaled);
    Claims claims = new Claims(scaled, hpas.get());
    scaled.forEach(pool -> start(pool, claims));
  }

  /** A pool whose last look still waits for the API server is left alone. */
  private void start(BackendPool pool, Claims claims) {
    ObjectRef ref = ObjectRef.of(pool);
    if (underWay.add(ref)) {
      executor.execute(
          () -> {
            try {
              scaler.follow(pool, ScaleTarget.of(pool).orElseThrow(), claims);
            } catch (RuntimeException e) {
              LOG.errorf(e, "scaling of %s failed", ref.qualifiedName());
            } finally {
              underWay.remove(ref);
            }
          });
    }
  }

  private void forgetOthers(List<BackendPool> scaled) {
    scaler.retain(collect(scaled, ObjectRef::of));
    targets.retain(collect(scaled, pool -> ScaleTarget.of(pool).orElseThrow()));
    loads.retain(
        collect(
            scaled.stream().filter(pool -> pool.getSpec().autoscaling() != null).toList(),
            pool -> ObjectRef.of(pool).qualifiedName()));
  }

  private static boolean hasTarget(BackendPool pool) {
    return pool.getSpec() != null && pool.getSpec().scaleTargetRef() != null;
  }

  private static <T> Set<T> collect(List<BackendPool> pools, Function<BackendPool, T> part) {
    return pools.stream().map(part).collect(Collectors.toSet());
  }
}
