package dev.apifleet.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What holds for all gateways of one fleet.
 *
 * @param name {@code namespace/name} of the GatewayFleet
 * @param trustedProxies CIDRs of peers whose {@code X-Forwarded-For} is believed
 * @param gateways number of gateway pods, the wanted one until some are ready; a pod on its own
 *     takes this share of a limit
 * @param tiers priority by tier; one that is not listed has 0
 * @param credentials API keys and sessions, or null where none are accepted
 * @param identityHeaders names of the headers that tell backends who asks, or null for none
 * @param limits what clients may take
 * @param overload when a gateway sheds requests
 * @param accessLog which requests have a line in the log
 */
public record FleetSettings(
    String name,
    List<String> trustedProxies,
    int gateways,
    SortedMap<String, Integer> tiers,
    Credentials credentials,
    IdentityHeaderNames identityHeaders,
    ClientLimits limits,
    Overload overload,
    AccessLog accessLog)
    implements Resource {
  private static final Map<String, Integer> DEFAULT_TIERS =
      Map.of("anonymous", 0, "free", 100, "pro", 200, "enterprise", 300);

  public FleetSettings {
    trustedProxies = Lists.copy(trustedProxies);
    tiers =
        Collections.unmodifiableSortedMap(
            new TreeMap<>(Objects.requireNonNullElse(tiers, DEFAULT_TIERS)));
    limits = Objects.requireNonNullElse(limits, ClientLimits.DEFAULTS);
    overload = Objects.requireNonNullElse(overload, Overload.DEFAULTS);
    accessLog = Objects.requireNonNullElse(accessLog, AccessLog.ERRORS);
  }

  /** A fleet with the defaults of the resource. */
  public FleetSettings(String name, List<String> trustedProxies, int gateways) {
    this(name, trustedProxies, gateways, null, null, null, null, null, null);
  }

  /** The same fleet with another number of pods. */
  public FleetSettings withGateways(int pods) {
    return new FleetSettings(
        name,
        trustedProxies,
        pods,
        tiers,
        credentials,
        identityHeaders,
        limits,
        overload,
        accessLog);
  }

  /**
   * API keys and sessions.
   *
   * @param header carries an API key, in lower case
   * @param redis whether keys and sessions are looked up in Redis
   * @param allowedTiers tiers that they may give; any other, or none, is {@code free}
   */
  public record Credentials(String header, boolean redis, List<String> allowedTiers) {
    public Credentials {
      allowedTiers = Lists.copy(allowedTiers);
    }
  }

  /** Names of headers, in lower case. */
  public record IdentityHeaderNames(String subject, String tier, String roles, String scopes) {}

  /**
   * What clients may take of one gateway.
   *
   * @param minBodyRate bytes a second, after the first 10 s; 0 for any
   */
  public record ClientLimits(
      int maxConnections,
      int maxConnectionsPerAddress,
      long headerTimeoutMillis,
      long idleTimeoutMillis,
      int minBodyRate,
      int maxUrlBytes,
      int maxHeaderBytes,
      long maxBodyBytes) {
    public static final ClientLimits DEFAULTS =
        new ClientLimits(
            20_000, 1_000, 10_000, 60_000, 100, 8 * 1024, 16 * 1024, 10L * 1024 * 1024);
  }

  /**
   * When a gateway sheds requests.
   *
   * @param cpu percent of what it may use
   * @param memory percent of the heap in use after a collection
   * @param latencyMillis how late its event loops run
   */
  public record Overload(int cpu, int memory, long latencyMillis) {
    public static final Overload DEFAULTS = new Overload(95, 92, 100);
  }

  /** Which requests have a line in the access log. */
  public enum AccessLog {
    NONE,
    /** Those that ended with a status from 400, or before their answer did. */
    ERRORS,
    ALL
  }
}
