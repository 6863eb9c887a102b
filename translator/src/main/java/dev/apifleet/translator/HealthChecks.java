package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.PoolDiscovery;
import dev.apifleet.api.v1alpha1.PoolHealthCheck;
import dev.apifleet.snapshot.PoolConfig.HealthCheckConfig;
import dev.apifleet.translator.Durations.AtLeast;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/** Reads the active health checks of a pool. */
final class HealthChecks {
  private static final FieldPath FIELD = FieldPath.SPEC.child("healthCheck");
  private static final PoolHealthCheck ALL_DEFAULTS =
      new PoolHealthCheck(null, null, null, null, null, null, null, null);

  private HealthChecks() {}

  /** Null where they are off. */
  static HealthCheckConfig read(PoolHealthCheck given, PoolDiscovery discovery, Problems problems) {
    PoolHealthCheck check = Objects.requireNonNullElse(given, ALL_DEFAULTS);
    checkPath(check.path(), problems);
    HealthCheckConfig config =
        new HealthCheckConfig(
            check.path(),
            check.port() == null ? 0 : number("port", check.port(), 0, 1, 65535, problems),
            duration("interval", check.interval(), "2s", AtLeast.TENTH_OF_A_SECOND, problems),
            duration("timeout", check.timeout(), "1s", AtLeast.MILLISECOND, problems),
            number("unhealthyAfter", check.unhealthyAfter(), 3, 1, 100, problems),
            number("healthyAfter", check.healthyAfter(), 2, 1, 100, problems),
            number("panicThreshold", check.panicThreshold(), 0, 0, 100, problems));
    return isOn(given, discovery) ? config : null;
  }

  /** The kubelet watches the pods of a Service already. */
  private static boolean isOn(PoolHealthCheck given, PoolDiscovery discovery) {
    return given == null || given.enabled() == null
        ? given != null || discovery != null && discovery.service() == null
        : given.enabled();
  }

  private static void checkPath(String path, Problems problems) {
    if (path != null && !isPath(path)) {
      problems.invalid(FIELD.child("path"), path, "write a path such as /health/ready");
    }
  }

  private static boolean isPath(String path) {
    try {
      return path.startsWith("/") && new URI(path).getRawFragment() == null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static int number(
      String field, Integer value, int fallback, int least, int most, Problems problems) {
    return Numbers.read(FIELD.child(field), value, fallback, least, most, problems);
  }

  private static long duration(
      String field, String text, String fallback, AtLeast least, Problems problems) {
    return Durations.read(FIELD.child(field), text, fallback, least, problems);
  }
}
