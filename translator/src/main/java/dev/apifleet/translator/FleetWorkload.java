package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetRedis;
import dev.apifleet.api.v1alpha1.FleetResources;
import dev.apifleet.api.v1alpha1.GatewayFleetSpec;
import dev.apifleet.api.v1alpha1.RedisMode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks what only the pods of a fleet need; its gateways need not know it. */
final class FleetWorkload {
  private static final FieldPath NAME = new FieldPath("metadata").child("name");
  private static final FieldPath RESOURCES = FieldPath.SPEC.child("resources");

  /** Children add to the name, a Service has 63 characters (RFC 1035) and labels too. */
  private static final Pattern PREFIX = Pattern.compile("[a-z][-a-z0-9]{0,49}");

  private FleetWorkload() {}

  static void check(ObjectRef fleet, GatewayFleetSpec spec, Problems problems) {
    if (!PREFIX.matcher(fleet.name()).matches()) {
      problems.invalid(
          NAME,
          fleet.name(),
          "name it anew with at most 50 letters, digits and '-', a letter first: its Service is"
              + " named after it, <fleet>-gateway");
    }
    FleetRedis redis = spec.redis();
    if (redis != null && redis.masterName() != null && redis.mode() != RedisMode.Sentinel) {
      problems.invalid(
          FieldPath.SPEC.child("redis").child("masterName"),
          redis.masterName(),
          "set spec.redis.mode to Sentinel, since only Sentinels know a master by its name, or"
              + " remove it");
    }
    FleetResources resources = spec.resources();
    if (resources != null) {
      check(RESOURCES.child("requests"), resources.requests(), problems);
      check(RESOURCES.child("limits"), resources.limits(), problems);
    }
  }

  private static void check(FieldPath field, Map<String, String> amounts, Problems problems) {
    new TreeMap<>(amounts == null ? Map.of() : amounts)
        .forEach(
            (name, amount) -> {
              if (!isAmount(amount)) {
                problems.invalid(
                    field.item(name), amount, "write a quantity of Kubernetes, as 500m or 512Mi");
              }
            });
  }

  private static boolean isAmount(String text) {
    try {
      return Quantity.parse(text).getNumericalAmount().compareTo(BigDecimal.ZERO) >= 0;
    } catch (IllegalArgumentException | ArithmeticException _) {
      return false;
    }
  }
}
