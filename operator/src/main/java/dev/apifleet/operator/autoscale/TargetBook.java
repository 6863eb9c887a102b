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
 * seconds. What could not be read or set is read again after half a second, and if it fails again
 * soon after twice as long, up to five seconds.
 */
final class TargetBook {
  private static final Duration WATCHED = Duration.ofHours(1);
  private static final Duration UNWATCHED = Duration.ofSeconds(5);

  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration SOON_AFTER = Duration.ofSeconds(10);

  private record Entry(TargetState state, Instant until) {}

  private record Failure(Duration pause, Instant at) {}

  private final Map<ScaleTarget, Entry> entries = new ConcurrentHashMap<>();
  private final Map<ScaleTarget, Failure> failures = new ConcurrentHashMap<>();
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
    failures.keySet().retainAll(targets);
  }

  private Entry entry(ScaleTarget target, TargetState state) {
    Duration holds =
        state instanceof TargetState.Unreadable
            ? pause(target)
            : target.isWatched() ? WATCHED : UNWATCHED;
    return new Entry(state, clock.instant().plus(holds));
  }

  private Duration pause(ScaleTarget target) {
    Instant now = clock.instant();
    return failures
        .compute(
            target,
            (_, before) ->
                new Failure(isSoonAfter(before, now) ? longer(before) : FIRST_RETRY, now))
        .pause();
  }

  private static boolean isSoonAfter(Failure before, Instant now) {
    return before != null && now.isBefore(before.at().plus(SOON_AFTER));
  }

  private static Duration longer(Failure before) {
    Duration twice = before.pause().multipliedBy(2);
    return twice.compareTo(UNWATCHED) < 0 ? twice : UNWATCHED;
  }
}
