package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.autoscale.Size.Cause;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.operator.status.ScaleView;
import dev.apifleet.operator.status.StatusEvents;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the status of each pool says of its scaling.
 *
 * <p>The figures in a decision's sentence move each second; the sentence that is shown is the one
 * of the moment at which the decision was taken, so that a steady pool causes no writes. It is
 * replaced once it has not been the cause of the present size for a while.
 */
@Singleton
public final class ScaleBook implements ScaleView {
  /** Causes that take turns are not told of each time. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  /**
   * @param cause that the sentence tells
   * @param outdated since when it has been another; empty where it is this
   */
  private record Shown(ScaleStatus status, Optional<Cause> cause, Optional<Instant> outdated) {
    boolean isLongOutdated(Instant now) {
      return outdated.filter(since -> !since.plus(SETTLED).isAfter(now)).isPresent();
    }

    Shown at(ScaleStatus next, Optional<Cause> present, Instant now) {
      Optional<Instant> since =
          present.equals(cause) ? Optional.empty() : outdated.or(() -> Optional.of(now));
      return new Shown(next.with(status.condition()), cause, since);
    }
  }

  private final Map<ObjectRef, Shown> statuses = new ConcurrentHashMap<>();
  private final StatusEvents events;

  ScaleBook(StatusEvents events) {
    this.events = events;
  }

  @Override
  public Optional<ScaleStatus> of(ObjectRef pool) {
    return Optional.ofNullable(statuses.get(pool)).map(Shown::status);
  }

  void publish(ObjectRef pool, ScaleStatus next, Optional<Cause> cause, Instant now) {
    Shown before = statuses.get(pool);
    Shown after = new Shown(next, cause, Optional.empty());
    if (before != null && isSameDecision(before.status(), next)) {
      Shown kept = before.at(next, cause, now);
      after = kept.isLongOutdated(now) ? after : kept;
    }
    statuses.put(pool, after);
    if (before == null || !after.status().equals(before.status())) {
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
