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
    forgetOthers(all);
    Claims claims = new Claims(all, hpas.get());
    all.forEach(subject -> start(subject, claims));
  }

  /** One whose last look still waits for the API server is left alone. */
  private void start(Subject subject, Claims claims) {
    if (underWay.add(subject.ref())) {
      executor.execute(
          () -> {
            try {
              scaler.follow(subject, claims);
            } catch (RuntimeException e) {
              LOG.errorf(e, "scaling of %s failed", subject.ref());
            } finally {
              underWay.remove(subject.ref());
            }
          });
    }
  }

  private void forgetOthers(List<Subject> all) {
    scaler.retain(all.stream().map(Subject::ref).collect(Collectors.toSet()));
    targets.retain(all.stream().map(Subject::target).collect(Collectors.toSet()));
    loads.retain(
        all.stream()
            .filter(subject -> subject.autoscaling().isPresent())
            .map(Subject::ref)
            .collect(Collectors.toSet()));
  }
}
