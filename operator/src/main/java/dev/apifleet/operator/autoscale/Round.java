package dev.apifleet.operator.autoscale;

import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** One look at all that is scaled; each on its own, so that none waits for another. */
final class Round {
  private static final Logger LOG = Logger.getLogger(Round.class);

  private final Supplier<List<Subject>> subjects;
  private final Supplier<Collection<HorizontalPodAutoscaler>> hpas;
  private final SubjectScaler scaler;
  private final TargetBook targets;
  private final LoadBook loads;
  private final Executor executor;
  private final Set<ObjectRef> underWay = ConcurrentHashMap.newKeySet();

  Round(
      Supplier<List<Subject>> subjects,
      Supplier<Collection<HorizontalPodAutoscaler>> hpas,
      SubjectScaler scaler,
      TargetBook targets,
      LoadBook loads,
      Executor executor) {
    this.subjects = subjects;
    this.hpas = hpas;
    this.scaler = scaler;
    this.targets = targets;
    this.loads = loads;
    this.executor = executor;
  }

  void run() {
    List<Subject> all = subjects.get();
    Claims claims = new Claims(all, hpas.get());
    forgetOthers(all, claims.leftBehind().keySet());
    claims.leftBehind().forEach((pool, hpa) -> start(pool, () -> scaler.remove(pool, hpa)));
    all.forEach(subject -> start(subject.ref(), () -> scaler.follow(subject, claims)));
  }

  /** One whose last look still waits for the API server is left alone. */
  private void start(ObjectRef object, Runnable look) {
    if (underWay.add(object)) {
      executor.execute(
          () -> {
            try {
              look.run();
            } catch (RuntimeException e) {
              LOG.errorf(e, "scaling of %s failed", object);
            } finally {
              underWay.remove(object);
            }
          });
    }
  }

  private void forgetOthers(List<Subject> all, Set<ObjectRef> left) {
    scaler.retain(all.stream().map(Subject::ref).collect(Collectors.toSet()), left);
    targets.retain(all.stream().map(Subject::target).collect(Collectors.toSet()));
    loads.retain(
        all.stream()
            .filter(subject -> subject.autoscaling().isPresent())
            .map(Subject::ref)
            .collect(Collectors.toSet()));
  }
}
