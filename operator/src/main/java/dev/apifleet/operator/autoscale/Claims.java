package dev.apifleet.operator.autoscale;

import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Settles who scales which target, so that nobody fights over one. */
final class Claims {
  /** As in Gateway API: the older wins, then the name. */
  private static final Comparator<Subject> PRECEDENCE =
      Comparator.comparing(
              (Subject subject) ->
                  Objects.requireNonNullElse(
                      subject.object().getMetadata().getCreationTimestamp(), ""))
          .thenComparing(subject -> subject.ref().name())
          .thenComparing(Subject::ref);

  private final Map<ScaleTarget.Identity, ObjectRef> subjects;
  private final Map<ScaleTarget.Identity, String> hpas;
  private final List<HorizontalPodAutoscaler> ours;
  private final List<HorizontalPodAutoscaler> theirs;
  private final Map<ObjectRef, HorizontalPodAutoscaler> leftBehind;

  Claims(Collection<Subject> subjects, Collection<HorizontalPodAutoscaler> hpas) {
    this.subjects =
        firstByTarget(
            subjects.stream().filter(Subject::scales).sorted(PRECEDENCE).toList(),
            Subject::target,
            Subject::ref);
    this.ours = hpas.stream().filter(PoolHpa::isOurs).toList();
    this.leftBehind = leftBehind(subjects, ours);
    this.theirs = hpas.stream().filter(hpa -> !PoolHpa.isOurs(hpa)).toList();
    this.hpas = firstByTarget(theirs, Claims::targetOf, hpa -> hpa.getMetadata().getName());
  }

  /** What becomes of one that asks for scaling. */
  Claim of(Subject subject) {
    ScaleTarget.Identity target = subject.target().identity();
    String hpa = hpas.get(target);
    if (hpa != null) {
      return new Claim.HeldByHpa(hpa);
    }
    ObjectRef first = subjects.getOrDefault(target, subject.ref());
    return first.equals(subject.ref()) ? new Claim.Granted() : new Claim.HeldByOther(first);
  }

  /** The HorizontalPodAutoscaler that was made for a pool. */
  Optional<HorizontalPodAutoscaler> ownHpa(Subject subject) {
    return ours.stream().filter(hpa -> PoolHpa.isOf(hpa, subject.object())).findFirst();
  }

  /** Whether somebody else's has the name that the pool's would have. */
  boolean isNameTaken(Subject subject) {
    return theirs.stream()
        .map(HorizontalPodAutoscaler::getMetadata)
        .anyMatch(
            meta ->
                meta.getName().equals(PoolHpa.name(subject))
                    && meta.getNamespace().equals(subject.target().namespace()));
  }

  /** One that was made for another pool, and still scales the target of this one. */
  Optional<HorizontalPodAutoscaler> ourHpaOnTargetOf(Subject subject) {
    return ours.stream()
        .filter(hpa -> !PoolHpa.isOf(hpa, subject.object()))
        .filter(hpa -> targetOf(hpa).identity().equals(subject.target().identity()))
        .findFirst();
  }

  /** Those of pools that name no target any more: nobody else would take them away. */
  Map<ObjectRef, HorizontalPodAutoscaler> leftBehind() {
    return leftBehind;
  }

  private static Map<ObjectRef, HorizontalPodAutoscaler> leftBehind(
      Collection<Subject> subjects, List<HorizontalPodAutoscaler> ours) {
    return ours.stream()
        .filter(hpa -> subjects.stream().noneMatch(subject -> PoolHpa.isOf(hpa, subject.object())))
        .collect(Collectors.toMap(PoolHpa::owner, hpa -> hpa, (first, later) -> first));
  }

  private static <T, N> Map<ScaleTarget.Identity, N> firstByTarget(
      Collection<T> objects, Function<T, ScaleTarget> target, Function<T, N> name) {
    return objects.stream()
        .collect(
            Collectors.toMap(
                object -> target.apply(object).identity(), name, (first, later) -> first));
  }

  private static ScaleTarget targetOf(HorizontalPodAutoscaler hpa) {
    CrossVersionObjectReference ref = hpa.getSpec().getScaleTargetRef();
    return new ScaleTarget(
        hpa.getMetadata().getNamespace(),
        Objects.requireNonNullElse(ref.getApiVersion(), ""),
        ref.getKind(),
        ref.getName());
  }
}
