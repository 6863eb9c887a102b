package dev.apifleet.operator.status;

import dev.apifleet.translator.ObjectRef;
import java.util.Optional;

/** What the autoscaler knows of a pool, for the pool's status. */
public interface ScaleView {
  /** Empty while nothing is known of the pool. */
  Optional<ScaleStatus> of(ObjectRef pool);
}
