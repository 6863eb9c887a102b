package dev.apifleet.operator.status;

import dev.apifleet.translator.ObjectRef;
import java.util.Optional;

/** What the autoscaler knows of a pool or a fleet, for its status. */
public interface ScaleView {
  /** Empty while nothing is known of the object. */
  Optional<ScaleStatus> of(ObjectRef object);
}
