package dev.apifleet.gateway.fleet;

import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import java.util.List;

/** What clients may take, the defaults but for some. */
public final class TestLimits {
  private static final ClientLimits DEFAULTS = ClientLimits.DEFAULTS;

  private TestLimits() {}

  public static ClientLimits idle(long millis) {
    return times(DEFAULTS.headerTimeoutMillis(), millis, DEFAULTS.minBodyRate());
  }

  public static ClientLimits times(long headerMillis, long idleMillis, int minBodyRate) {
    return new ClientLimits(
        DEFAULTS.maxConnections(),
        DEFAULTS.maxConnectionsPerAddress(),
        headerMillis,
        idleMillis,
        minBodyRate,
        DEFAULTS.maxUrlBytes(),
        DEFAULTS.maxHeaderBytes(),
        DEFAULTS.maxBodyBytes());
  }

  public static ClientLimits connections(int all, int perAddress) {
    return new ClientLimits(
        all,
        perAddress,
        DEFAULTS.headerTimeoutMillis(),
        DEFAULTS.idleTimeoutMillis(),
        DEFAULTS.minBodyRate(),
        DEFAULTS.maxUrlBytes(),
        DEFAULTS.maxHeaderBytes(),
        DEFAULTS.maxBodyBytes());
  }

  public static ClientLimits body(long bytes) {
    return sizes(DEFAULTS.maxUrlBytes(), DEFAULTS.maxHeaderBytes(), bytes);
  }

  public static ClientLimits sizes(int urlBytes, int headerBytes, long bodyBytes) {
    return new ClientLimits(
        DEFAULTS.maxConnections(),
        DEFAULTS.maxConnectionsPerAddress(),
        DEFAULTS.headerTimeoutMillis(),
        DEFAULTS.idleTimeoutMillis(),
        DEFAULTS.minBodyRate(),
        urlBytes,
        headerBytes,
        bodyBytes);
  }

  /** A fleet with these limits. */
  public static FleetSettings fleet(ClientLimits limits, String... trustedProxies) {
    return new FleetSettings(
        "test/default", List.of(trustedProxies), 1, null, null, null, limits, null, null);
  }
}
