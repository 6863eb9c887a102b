package dev.apifleet.operator.autoscale;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when the test says so. */
final class FakeClock extends Clock {
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  void passSeconds(long seconds) {
    now = now.plusSeconds(seconds);
  }

  void passMillis(long millis) {
    now = now.plusMillis(millis);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
