package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.reconcile.Applied;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Keeps the HorizontalPodAutoscaler of a pool whose mode is Hpa, and takes it away from others. */
final class HpaKeeper {
  private static final Logger LOG = Logger.getLogger(HpaKeeper.class);
  private static final Duration TRIED_AGAIN = Duration.ofSeconds(5);

  /** Where HorizontalPodAutoscalers are; throws what goes wrong. */
  interface Hpas {
    void apply(HorizontalPodAutoscaler hpa);

    void delete(HorizontalPodAutoscaler hpa);
  }

  private record Failure(String message, Instant until) {}

  private final Hpas hpas;
  private final Clock clock;
  private final Map<ObjectRef, Failure> failures = new ConcurrentHashMap<>();

  HpaKeeper(Hpas hpas, Clock clock) {
    this.hpas = hpas;
    this.clock = clock;
  }

  /** Brings it to what the pool wants, and tells what it does. */
  ScaleStatus keep(Subject pool, TargetState.Found found, Optional<HorizontalPodAutoscaler> own) {
    HorizontalPodAutoscaler desired = Applied.mark(PoolHpa.desired(pool, pool.hpa().orElseThrow()));
    boolean holds = own.filter(live -> Applied.holds(live, desired)).isPresent();
    Optional<String> failure =
        holds ? Optional.empty() : tried(pool.ref(), () -> hpas.apply(desired));
    return failure
        .map(message -> status(found, ScaleFindings.hpaRefused(pool, message)))
        .orElseGet(() -> seen(pool, found, own));
  }

  /** Takes it away: nobody else may act before it is gone. */
  ScaleStatus remove(Subject pool, TargetState state, HorizontalPodAutoscaler own) {
    return tried(pool.ref(), () -> hpas.delete(own))
        .map(message -> status(state, ScaleFindings.hpaRefused(pool, message)))
        .orElseGet(() -> waiting(pool, state, own));
  }

  /** The same for a pool that has no status to tell it in. */
  void removeLeft(ObjectRef pool, HorizontalPodAutoscaler left) {
    tried(pool, () -> hpas.delete(left))
        .ifPresent(
            message ->
                LOG.warnf(
                    "HorizontalPodAutoscaler \"%s\" of %s can not be deleted: %s",
                    left.getMetadata().getName(), pool, message));
  }

  /** Nobody may act yet. */
  static ScaleStatus waiting(Subject pool, TargetState state, HorizontalPodAutoscaler hpa) {
    return status(state, ScaleFindings.handingOver(pool, hpa.getMetadata().getName()));
  }

  /** What others made is left as it is. */
  static ScaleStatus nameTaken(Subject pool, TargetState state) {
    return status(state, ScaleFindings.hpaNameTaken(pool));
  }

  void retain(Set<ObjectRef> pools) {
    failures.keySet().retainAll(pools);
  }

  /** What failed is tried again after a while; until then it stays failed. */
  private Optional<String> tried(ObjectRef pool, Runnable call) {
    Failure before = failures.get(pool);
    if (before != null && clock.instant().isBefore(before.until())) {
      return Optional.of(before.message());
    }
    try {
      call.run();
      failures.remove(pool);
      return Optional.empty();
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      failures.put(pool, new Failure(message, clock.instant().plus(TRIED_AGAIN)));
      return Optional.of(message);
    }
  }

  private static ScaleStatus seen(
      Subject pool, TargetState.Found found, Optional<HorizontalPodAutoscaler> own) {
    Optional<HorizontalPodAutoscalerStatus> status = own.map(HorizontalPodAutoscaler::getStatus);
    Integer desired =
        status
            .map(HorizontalPodAutoscalerStatus::getDesiredReplicas)
            .filter(replicas -> replicas > 0) // 0 is what it says before it has looked
            .orElse(found.replicas());
    return status(found, desired, HpaConditions.finding(pool, status));
  }

  private static ScaleStatus status(TargetState state, Finding finding) {
    return state instanceof TargetState.Found found
        ? status(found, null, finding)
        : new ScaleStatus(null, null, null, Optional.of(finding));
  }

  private static ScaleStatus status(TargetState.Found found, Integer desired, Finding finding) {
    return new ScaleStatus(found.running(), desired, found.selector(), Optional.of(finding));
  }
}
