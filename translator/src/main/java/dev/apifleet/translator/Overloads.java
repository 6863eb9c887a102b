package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetOverload;
import dev.apifleet.snapshot.FleetSettings.Overload;
import dev.apifleet.translator.Durations.AtLeast;

/** Reads when a gateway counts as overloaded. */
final class Overloads {
  private static final FieldPath FIELD = FieldPath.SPEC.child("overload");

  private Overloads() {}

  static Overload read(FleetOverload overload, Problems problems) {
    if (overload == null) {
      return Overload.DEFAULTS;
    }
    return new Overload(
        percent("cpu", overload.cpu(), 95, problems),
        percent("memory", overload.memory(), 92, problems),
        Durations.read(
            FIELD.child("latency"), overload.latency(), "100ms", AtLeast.MILLISECOND, problems));
  }

  private static int percent(String field, Integer value, int fallback, Problems problems) {
    return Numbers.read(FIELD.child(field), value, fallback, 1, 100, problems);
  }
}
