package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.ScaleView;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the status of each pool says of its scaling.
 *
 * <p>The figures in a decision's sentence move each second; the sentence that is shown is the one
 * of the moment at which the decision was taken, so that a steady pool causes no writes.
 */
@Singleton
public final class ScaleBook implements ScaleView {
  private final Map<ObjectRef, ScaleStatus> statuses = new ConcurrentHashMap<>();
  private final StatusEvents events;

  ScaleBook(StatusEvents events) {
    this.events = events;
  }

  @Override
  public Optional<ScaleStatus> of(ObjectRef pool) {
    return Optional.ofNullable(statuses.get(pool));
  }

  void publish(ObjectRef pool, ScaleStatus next) {
    ScaleStatus before = statuses.get(pool);
    boolean shown = before != null && isSameDecision(before, next);
    ScaleStatus kept = shown ? next.with(before.condition()) : next;
    if (!kept.equals(before)) {
      statuses.put(pool, kept);
      events.changed(pool);
    }
  }

  /** Forgets all other pools, whose statuses say nothing of scaling any more. */
  void retain(Set<ObjectRef> pools) {
    for (ObjectRef pool : statuses.keySet()) {
      if (!pools.contains(pool)) {
        statuses.remove(pool);
        events.changed(pool);
      }
    }
  }

  private static boolean isSameDecision(ScaleStatus one, ScaleStatus other) {
    return Objects.equals(one.desiredReplicas(), other.desiredReplicas())
        && one.condition().map(Finding::reason).equals(other.condition().map(Finding::reason))
        && other.condition().filter(Finding::status).isPresent();
  }
}
