package dev.apifleet.snapshot;

import java.util.Objects;

/**
 * A group of endpoints that serve the same API, and how requests are spread over them.
 *
 * @param name {@code namespace/name} of the BackendPool
 * @param algorithm how an endpoint is chosen
 * @param breaker when an endpoint gets no requests because it fails
 * @param source where the endpoints come from; for comparison only
 */
public record PoolConfig(String name, Algorithm algorithm, BreakerConfig breaker, String source)
    implements Resource {
  public PoolConfig {
    source = Objects.requireNonNullElse(source, "");
  }

  /** A pool of endpoints from nowhere in particular. */
  public PoolConfig(String name, Algorithm algorithm, BreakerConfig breaker) {
    this(name, algorithm, breaker, "");
  }

  /** How an endpoint is chosen for a request. */
  public enum Algorithm {
    ROUND_ROBIN("round-robin"),
    LEAST_CONNECTIONS("least-connections");

    private final String label;

    Algorithm(String label) {
      this.label = label;
    }

    /** As it stands in {@code x-lb-algorithm}. */
    public String label() {
      return label;
    }
  }

  /**
   * The circuit breaker of each endpoint.
   *
   * @param consecutiveFailures failures in a row, within the window, that open it
   * @param errorRatio percent of failed requests within the window that opens it
   * @param minimumRequests requests within the window before the ratio counts
   * @param windowMillis how far back failures count
   * @param openForMillis how long it stays open before it probes
   * @param halfOpenProbes successful probes that close it; as many may be under way at once
   * @param maxEjected percent of the pool's endpoints that may be open at the same time
   */
  public record BreakerConfig(
      int consecutiveFailures,
      int errorRatio,
      int minimumRequests,
      long windowMillis,
      long openForMillis,
      int halfOpenProbes,
      int maxEjected) {}
}
