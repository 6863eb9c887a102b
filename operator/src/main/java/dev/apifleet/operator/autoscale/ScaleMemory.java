package dev.apifleet.operator.autoscale;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What decisions need to know of earlier ones.
 *
 * @param needed replicas that the load needed, over the delay before scaling down
 * @param most replicas there were, over the period of scaling down
 * @param fewest the same negated, over the period of scaling up
 * @param burst when the last burst was seen
 * @param idle since when there has been no request in the stable window
 * @param blind when it was last possible that a gateway was not heard
 * @param decided the last decision
 * @param seen when it was taken
 */
public record ScaleMemory(
    Peaks needed,
    Peaks most,
    Peaks fewest,
    Optional<Instant> burst,
    Optional<Instant> idle,
    Instant blind,
    int decided,
    Instant seen) {
  /** After a longer time without decisions nobody knows what was needed. */
  private static final Duration GAP = Duration.ofSeconds(10);

  /** What is known at the start: that the present size may well have been needed. */
  public static ScaleMemory startingAt(int current, Instant now) {
    return new ScaleMemory(
        Peaks.NONE.and(current, Duration.ZERO, now),
        Peaks.NONE,
        Peaks.NONE,
        Optional.empty(),
        Optional.empty(),
        now,
        current,
        now);
  }

  /** With the size of this moment; a clock that jumped starts anew. */
  ScaleMemory at(ScaleSpec spec, int current, Instant now) {
    boolean jumped = now.isBefore(seen) || now.isAfter(seen.plus(GAP));
    ScaleMemory known = jumped ? startingAt(current, now) : this;
    return new ScaleMemory(
        known.needed,
        known.most.and(current, period(spec.scaleDown()), now),
        known.fewest.and(-current, period(spec.scaleUp()), now),
        known.burst,
        known.idle,
        known.blind,
        known.decided,
        now);
  }

  ScaleMemory needing(int replicas, Duration delay, Instant now) {
    return new ScaleMemory(
        needed.and(replicas, delay, now), most, fewest, burst, idle, blind, decided, seen);
  }

  ScaleMemory bursting(Instant now) {
    return new ScaleMemory(needed, most, fewest, Optional.of(now), idle, blind, decided, seen);
  }

  /** Idle since the first of the moments at which it was. */
  ScaleMemory idling(boolean isIdle, Instant now) {
    Optional<Instant> since = isIdle ? idle.or(() -> Optional.of(now)) : Optional.empty();
    return new ScaleMemory(needed, most, fewest, burst, since, blind, decided, seen);
  }

  ScaleMemory blinded(Instant now) {
    return new ScaleMemory(needed, most, fewest, burst, idle, now, decided, seen);
  }

  ScaleMemory deciding(int replicas) {
    return new ScaleMemory(needed, most, fewest, burst, idle, blind, replicas, seen);
  }

  boolean burstWithin(Duration window) {
    return burst.filter(at -> at.isAfter(seen.minus(window))).isPresent();
  }

  boolean blindWithin(Duration window) {
    return blind.isAfter(seen.minus(window));
  }

  boolean idleFor(Duration time) {
    return idle.filter(since -> !since.plus(time).isAfter(seen)).isPresent();
  }

  private static Duration period(Optional<ScaleSpec.Rate> rate) {
    return rate.map(ScaleSpec.Rate::period).orElse(Duration.ZERO);
  }
}
