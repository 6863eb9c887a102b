package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.BackendProtocol;
import dev.apifleet.api.v1alpha1.PoolConnections;
import dev.apifleet.snapshot.PoolConfig.BackendTls;
import dev.apifleet.snapshot.PoolConfig.ConnectionsConfig;
import dev.apifleet.translator.Durations.AtLeast;
import java.util.Objects;

/** Reads how the endpoints of a pool are spoken with. */
final class Connections {
  private static final FieldPath FIELD = FieldPath.SPEC.child("connections");
  private static final int MOST = 100_000;
  private static final PoolConnections ALL_DEFAULTS =
      new PoolConnections(null, null, null, null, null, null);

  private Connections() {}

  /** Null where all are the defaults. */
  static ConnectionsConfig read(PoolConnections given, BackendTls tls, Problems problems) {
    PoolConnections connections = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    ConnectionsConfig config =
        new ConnectionsConfig(
            connections.protocol() == BackendProtocol.HTTP2,
            tls,
            number("maxPerEndpoint", connections.maxPerEndpoint(), 512, 1, problems),
            number("maxWaiting", connections.maxWaiting(), 2048, 0, problems),
            duration("connectTimeout", connections.connectTimeout(), "1s", problems),
            duration("idleTimeout", connections.idleTimeout(), "30s", problems));
    return config.equals(ConnectionsConfig.DEFAULTS) ? null : config;
  }

  private static int number(
      String field, Integer value, int fallback, int least, Problems problems) {
    return Numbers.read(FIELD.child(field), value, fallback, least, MOST, problems);
  }

  private static long duration(String field, String text, String fallback, Problems problems) {
    return Durations.read(FIELD.child(field), text, fallback, AtLeast.MILLISECOND, problems);
  }
}
