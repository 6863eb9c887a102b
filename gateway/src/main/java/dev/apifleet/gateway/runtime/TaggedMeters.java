package dev.apifleet.gateway.runtime;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

/** The gateway's meters of one resource, which end with it. */
final class TaggedMeters {
  private static final String OURS = "apifleet.";

  private TaggedMeters() {}

  static void remove(MeterRegistry registry, Tag tag) {
    for (Meter meter : registry.getMeters()) {
      if (meter.getId().getName().startsWith(OURS) && meter.getId().getTags().contains(tag)) {
        registry.remove(meter);
      }
    }
  }
}
