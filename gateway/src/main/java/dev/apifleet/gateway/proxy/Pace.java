package dev.apifleet.gateway.proxy;

import dev.apifleet.gateway.proxy.UnderWay.Owed;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import java.util.concurrent.TimeUnit;

/**
 * How fast a client does its part of one request: a bucket of bytes that leaks at the least rate
 * while the client is waited for, and is filled by what it sends or takes. Waiting for a backend
 * costs nothing.
 */
final class Pace {
  private static final int GRACE_SECONDS = 10;

  /** What a client takes is seen only when so much of a queue has gone out. */
  private static final long READING_STEP = 64 * 1024;

  private final UnderWay exchange;
  private long checkedAt;
  private long stillSince;
  private long moved;
  private double left = -1;

  Pace(UnderWay exchange, long now) {
    this.exchange = exchange;
    this.checkedAt = now;
    this.stillSince = now;
  }

  UnderWay exchange() {
    return exchange;
  }

  /**
   * Looks at what has moved since the last time.
   *
   * @param unsent bytes that were answered and have not left the gateway
   * @return why the client is to be left, or null
   */
  Closing check(long now, long unsent, ClientLimits limits) {
    Owed owed = exchange.owed();
    long bytes = exchange.moved() - unsent;
    if (owed == Owed.NOTHING || bytes != moved) {
      stillSince = now;
    }
    leak(owed, now - checkedAt, Math.max(0, bytes - moved), limits.minBodyRate());
    checkedAt = now;
    moved = bytes;
    if (now - stillSince > TimeUnit.MILLISECONDS.toNanos(limits.idleTimeoutMillis())) {
      return Closing.STALLED;
    }
    return left < 0 ? Closing.TOO_SLOW : null;
  }

  private void leak(Owed owed, long nanos, long gained, int rate) {
    double least = (double) rate * GRACE_SECONDS;
    double most = owed == Owed.READING ? Math.max(least, READING_STEP) : least;
    if (left < 0) {
      left = least;
    }
    left += gained;
    if (owed != Owed.NOTHING) {
      left = Math.min(left, most) - rate * (nanos / 1e9);
    }
  }
}
