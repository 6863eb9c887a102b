package dev.apifleet.gateway.pool;

import java.util.concurrent.TimeUnit;

/**
 * A pool's way from no endpoint to one that works: how long it takes, and how many of those who
 * waited may be inside meanwhile. A few for each endpoint at first, and one more for each that has
 * its answer, so that they double in the time that an answer takes. Guarded by the pool's door.
 */
final class Waking {
  /** So many find out whether an endpoint works, and do not overwhelm one that is cold. */
  static final int FIRST = 4;

  /** What the first awakening is taken to last: a small container that is there, and a JVM. */
  private static final long GUESS = TimeUnit.SECONDS.toNanos(5);

  private static final long LONGEST_SECONDS = 60;

  private boolean asleep;
  private boolean proven = true;
  private boolean called;
  private int endpoints;
  private int more;
  private long calledAt;
  private long lastTook = GUESS;

  /** The pool has so many endpoints now. */
  void endpoints(int count, long now) {
    if (count == 0) {
      asleep = true;
      proven = false;
      more = 0;
    } else if (asleep) {
      asleep = false;
      if (called) {
        lastTook = now - calledAt;
        called = false;
      }
    }
    endpoints = count;
  }

  /** Someone waits. */
  void call(long now) {
    if (asleep && !called) {
      called = true;
      calledAt = now;
    }
  }

  boolean isAsleep() {
    return asleep;
  }

  /** Whether there has been no answer since it was asleep. */
  boolean isUnproven() {
    return !proven;
  }

  /** One who was let in has its answer, or takes so long that others need not wait for it. */
  void widen() {
    if (!asleep) {
      proven = true;
      more++;
    }
  }

  /** So many may be inside, when as many gateways let theirs in. */
  int most(int gateways) {
    return asleep ? 0 : Math.ceilDiv(FIRST * endpoints, gateways) + more;
  }

  /** When it may be worth to come back, by how long it took the last time; whole seconds. */
  long secondsLeft(long now) {
    long left = called ? lastTook - (now - calledAt) : lastTook;
    long seconds = TimeUnit.NANOSECONDS.toSeconds(left + TimeUnit.SECONDS.toNanos(1) - 1);
    return Math.clamp(seconds, 1, LONGEST_SECONDS);
  }
}
