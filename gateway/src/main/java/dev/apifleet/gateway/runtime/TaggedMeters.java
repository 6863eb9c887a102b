package dev.apifleet.gateway.runtime;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.Set;

/** The gateway's meters of single resources, which end with them. */
final class TaggedMeters {
  private static final String OURS = "apifleet.";

  private TaggedMeters() {}

  /** Removes all that have one of the tags; looks at all meters once. */
  static void remove(MeterRegistry registry, Set<Tag> gone) {
    for (Meter meter : registry.getMeters()) {
      if (meter.getId().getName().startsWith(OURS) && hasAny(meter, gone)) {
        registry.remove(meter);
      }
    }
  }

  private static boolean hasAny(Meter meter, Set<Tag> gone) {
    for (Tag tag : meter.getId().getTagsAsIterable()) {
      if (gone.contains(tag)) {
        return true;
      }
    }
    return false;
  }
}
