package dev.apifleet.gateway.proxy;

import java.time.Duration;

/** What one client connection and one request may take. */
public record Limits(
    int maxInitialLineBytes, int maxHeaderBytes, long maxBodyBytes, Duration idleTimeout) {

  public static Limits defaults() {
    return new Limits(8 * 1024, 16 * 1024, 10L * 1024 * 1024, Duration.ofSeconds(60));
  }

  public Limits withIdleTimeout(Duration time) {
    return new Limits(maxInitialLineBytes, maxHeaderBytes, maxBodyBytes, time);
  }

  public Limits withMaxBodyBytes(long bytes) {
    return new Limits(maxInitialLineBytes, maxHeaderBytes, bytes, idleTimeout);
  }
}
