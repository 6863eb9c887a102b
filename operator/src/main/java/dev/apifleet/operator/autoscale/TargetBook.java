package dev.apifleet.operator.autoscale;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of scale targets, so that the API server is not asked each second.
 *
 * <p>Deployments and StatefulSets are watched: they are read again when they changed, and once an
 * hour in case an event was lost. Of other kinds nobody tells us, so they are read every five
 * seconds, as is what could not be read.
 */
final class TargetBook {
  private static final Duration WATCHED = Duration.ofHours(1);
  private static final Duration UNWATCHED = Duration.ofSeconds(5);

  private record Entry(TargetState state, Instant until) {}

  private final Map<ScaleTarget, Entry> entries = new ConcurrentHashMap<>();
  private final Scaler scaler;
  private final Clock clock;

  TargetBook(Scaler scaler, Clock clock) {
    this.scaler = scaler;
    this.clock = clock;
  }

  TargetState state(ScaleTarget target) {
    Entry before =
        entries.computeIfAbsent(target, _ -> new Entry(new TargetState.Missing(), Instant.MIN));
    if (clock.instant().isBefore(before.until())) {
      return before.state();
    }
    TargetState state = scaler.read(target);
    // An entry that was replaced meanwhile says that the target changed after it was read.
    entries.computeIfPresent(target, (_, now) -> now == before ? entry(target, state) : now);
    return state;
  }

  TargetState scale(ScaleTarget target, int replicas) {
    TargetState state = scaler.scale(target, replicas);
    entries.put(target, entry(target, state));
    return state;
  }

  /** Says whether anybody here cares. */
  boolean changed(ScaleTarget target) {
    return entries.computeIfPresent(target, (_, entry) -> new Entry(entry.state(), Instant.MIN))
        != null;
  }

  void retain(Set<ScaleTarget> targets) {
    entries.keySet().retainAll(targets);
  }

  private Entry entry(ScaleTarget target, TargetState state) {
    boolean watched = target.isWatched() && !(state instanceof TargetState.Unreadable);
    return new Entry(state, clock.instant().plus(watched ? WATCHED : UNWATCHED));
  }
}
