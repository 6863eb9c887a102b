package dev.apifleet.snapshot;

import java.util.List;
import java.util.Objects;

/**
 * A group of endpoints that serve the same API, and how requests are spread over them. A part that
 * is null is off, or has its defaults.
 *
 * @param name {@code namespace/name} of the BackendPool
 * @param algorithm how an endpoint is chosen
 * @param breaker when an endpoint gets no requests because it fails
 * @param source where the endpoints come from; for comparison only
 * @param balancing parameters of the choice; null for the defaults
 * @param dns where the gateways look the endpoints up themselves, or null
 * @param healthCheck active checks, or null
 * @param connections how the endpoints are spoken with; null for the defaults
 * @param retryBudget retries and hedges under way, in percent of all requests under way
 * @param failover name of the pool that takes over, or null
 * @param concurrency how many requests may be under way, or null
 * @param disabled endpoints that get no requests
 * @param faults simulated faults
 * @param activation where requests wait while the pool has no replica; null where it always has one
 */
public record PoolConfig(
    String name,
    Algorithm algorithm,
    BreakerConfig breaker,
    String source,
    BalancingConfig balancing,
    DnsConfig dns,
    HealthCheckConfig healthCheck,
    ConnectionsConfig connections,
    int retryBudget,
    String failover,
    ConcurrencyConfig concurrency,
    List<DisabledConfig> disabled,
    List<FaultConfig> faults,
    ActivationConfig activation)
    implements Resource {
  /** Percent, as in the resource. */
  public static final int DEFAULT_RETRY_BUDGET = 20;

  public PoolConfig {
    source = Objects.requireNonNullElse(source, "");
    disabled = Lists.copy(disabled);
    faults = Lists.copy(faults);
  }

  /** A pool that never scales to zero. */
  public PoolConfig(
      String name,
      Algorithm algorithm,
      BreakerConfig breaker,
      String source,
      BalancingConfig balancing,
      DnsConfig dns,
      HealthCheckConfig healthCheck,
      ConnectionsConfig connections,
      int retryBudget,
      String failover,
      ConcurrencyConfig concurrency,
      List<DisabledConfig> disabled,
      List<FaultConfig> faults) {
    this(
        name,
        algorithm,
        breaker,
        source,
        balancing,
        dns,
        healthCheck,
        connections,
        retryBudget,
        failover,
        concurrency,
        disabled,
        faults,
        null);
  }

  /** A pool with the defaults of the resource. */
  public PoolConfig(String name, Algorithm algorithm, BreakerConfig breaker, String source) {
    this(
        name,
        algorithm,
        breaker,
        source,
        null,
        null,
        null,
        null,
        DEFAULT_RETRY_BUDGET,
        null,
        null,
        List.of(),
        List.of());
  }

  /** A pool of endpoints from nowhere in particular. */
  public PoolConfig(String name, Algorithm algorithm, BreakerConfig breaker) {
    this(name, algorithm, breaker, "");
  }

  /** How an endpoint is chosen for a request. */
  public enum Algorithm {
    ROUND_ROBIN("round-robin"),
    WEIGHTED_ROUND_ROBIN("weighted-round-robin"),
    LEAST_CONNECTIONS("least-connections"),
    IP_HASH("ip-hash"),
    CONSISTENT_HASH("consistent-hash"),
    PEAK_EWMA("peak-ewma");

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

  /**
   * Parameters of the choice.
   *
   * @param hashKey for consistent hashing
   * @param virtualNodes points on the ring of an endpoint of weight 1
   * @param boundedLoad percent of the average load that one endpoint may have
   * @param slowStartMillis how long a new endpoint takes to its full share; 0 for at once
   * @param localityThreshold percent of the preferred endpoints that must be usable
   */
  public record BalancingConfig(
      HashKeyConfig hashKey,
      int virtualNodes,
      int boundedLoad,
      long slowStartMillis,
      Locality locality,
      int localityThreshold) {
    public static final BalancingConfig DEFAULTS =
        new BalancingConfig(
            new HashKeyConfig(HashKeyType.IP, null), 100, 125, 0, Locality.NONE, 70);
  }

  /** What of a request is hashed; the name is null for IP and PATH. */
  public record HashKeyConfig(HashKeyType type, String name) {}

  /** What of a request is hashed. */
  public enum HashKeyType {
    IP,
    HEADER,
    COOKIE,
    QUERY_PARAM,
    PATH
  }

  /** Which endpoints are preferred. */
  public enum Locality {
    NONE,
    ZONE,
    REGION
  }

  /** A name to look up: host name and port, or the name of SRV records and port 0. */
  public record DnsConfig(String name, int port) {}

  /**
   * Active checks.
   *
   * @param path of a GET; null for a TCP connection
   * @param port 0 for that of the endpoint
   * @param unhealthyAfter failures in a row
   * @param healthyAfter successes in a row
   * @param panicThreshold below this percent of healthy endpoints the checks are ignored; 0 never
   */
  public record HealthCheckConfig(
      String path,
      int port,
      long intervalMillis,
      long timeoutMillis,
      int unhealthyAfter,
      int healthyAfter,
      int panicThreshold) {}

  /** How the endpoints are spoken with. */
  public record ConnectionsConfig(
      boolean http2,
      BackendTls tls,
      int maxPerEndpoint,
      int maxWaiting,
      long connectTimeoutMillis,
      long idleTimeoutMillis) {
    public static final ConnectionsConfig DEFAULTS =
        new ConnectionsConfig(false, null, 512, 2048, 1_000, 30_000);
  }

  /**
   * TLS with the endpoints.
   *
   * @param serverName name in their certificates; null for the endpoint's address
   * @param ca what signs them; null for the well-known authorities
   * @param certificate what the gateways show, or null
   */
  public record BackendTls(String serverName, FileRef ca, FileRef certificate) {}

  /**
   * How many requests may be under way from one gateway.
   *
   * @param perReplica whether the limit is for each endpoint that takes requests
   * @param adaptive whether latency lowers it
   * @param queueDepth so many wait beyond it
   * @param shared whether it is for all gateways of the fleet, each of which takes an equal part
   */
  public record ConcurrencyConfig(
      int limit,
      boolean perReplica,
      boolean adaptive,
      int queueDepth,
      long queueMillis,
      boolean shared) {
    /** A limit of each gateway. */
    public ConcurrencyConfig(
        int limit, boolean perReplica, boolean adaptive, int queueDepth, long queueMillis) {
      this(limit, perReplica, adaptive, queueDepth, queueMillis, false);
    }
  }

  /**
   * Where requests wait while a pool has no replica.
   *
   * @param depth so many wait at each gateway
   * @param timeoutMillis how long one may wait
   */
  public record ActivationConfig(int depth, long timeoutMillis) {}

  /**
   * An endpoint that gets no requests.
   *
   * @param endpoint its name, its address, or {@code address:port}
   * @param expiresAt milliseconds since the epoch, or 0 for never
   */
  public record DisabledConfig(String endpoint, long expiresAt) {}

  /**
   * A simulated fault.
   *
   * @param endpoint its name, its address, or {@code address:port}; null for all
   * @param abort status answered in place of the endpoint, or 0
   * @param expiresAt milliseconds since the epoch, or 0 for never
   */
  public record FaultConfig(
      String endpoint, int abort, long delayMillis, int percent, long expiresAt) {}
}
