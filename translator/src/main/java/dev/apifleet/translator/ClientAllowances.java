package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetLimits;
import dev.apifleet.snapshot.FleetSettings.ClientLimits;
import dev.apifleet.translator.Durations.AtLeast;

/** Reads what clients may take of a gateway. */
final class ClientAllowances {
  private static final FieldPath FIELD = FieldPath.SPEC.child("limits");
  private static final int MOST = 1_000_000;

  private ClientAllowances() {}

  static ClientLimits read(FleetLimits limits, Problems problems) {
    if (limits == null) {
      return ClientLimits.DEFAULTS;
    }
    return new ClientLimits(
        number("maxConnections", limits.maxConnections(), 20_000, 1, problems),
        number("maxConnectionsPerAddress", limits.maxConnectionsPerAddress(), 1_000, 1, problems),
        duration("headerTimeout", limits.headerTimeout(), "10s", problems),
        duration("idleTimeout", limits.idleTimeout(), "60s", problems),
        number("minBodyRate", limits.minBodyRate(), 100, 0, problems),
        (int) bytes("maxUrlLength", limits.maxUrlLength(), 8 * 1024, 64, 1024 * 1024, problems),
        (int)
            bytes("maxHeaderSize", limits.maxHeaderSize(), 16 * 1024, 1024, 1024 * 1024, problems),
        bytes("maxBodySize", limits.maxBodySize(), 10L * 1024 * 1024, 0, 1024L << 30, problems));
  }

  private static int number(
      String field, Integer value, int fallback, int least, Problems problems) {
    return Numbers.read(FIELD.child(field), value, fallback, least, MOST, problems);
  }

  private static long duration(String field, String text, String fallback, Problems problems) {
    return Durations.read(FIELD.child(field), text, fallback, AtLeast.MILLISECOND, problems);
  }

  private static long bytes(
      String field, String text, long fallback, long least, long most, Problems problems) {
    return Sizes.read(FIELD.child(field), text, fallback, least, most, problems);
  }
}
