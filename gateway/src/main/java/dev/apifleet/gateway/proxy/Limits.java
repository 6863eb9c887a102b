package dev.apifleet.gateway.proxy;

import java.time.Duration;

/** What one client connection and one request may take. */
public record Limits(
    int maxInitialLineBytes,
    int maxHeaderBytes,
    long maxBodyBytes,
    Duration idleTimeout,
    Duration connectTimeout,
    int connectionsPerEndpoint,
    int waitingPerEndpoint) {

  public static Limits defaults() {
    return new Limits(
        8 * 1024,
        16 * 1024,
        10L * 1024 * 1024,
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        256,
        1024);
  }

  public Limits withIdleTimeout(Duration time) {
    return new Limits(
        maxInitialLineBytes,
        maxHeaderBytes,
        maxBodyBytes,
        time,
        connectTimeout,
        connectionsPerEndpoint,
        waitingPerEndpoint);
  }

  public Limits withMaxBodyBytes(long bytes) {
    return new Limits(
        maxInitialLineBytes,
        maxHeaderBytes,
        bytes,
        idleTimeout,
        connectTimeout,
        connectionsPerEndpoint,
        waitingPerEndpoint);
  }
}
