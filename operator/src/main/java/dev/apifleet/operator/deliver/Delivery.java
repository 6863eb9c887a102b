package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.util.Optional;

/**
 * One message that brings a gateway to what it is to serve.
 *
 * @param base what the gateway has; empty when that is nothing, or nothing that is known here
 */
record Delivery(Optional<Published> base, Published target) {
  SnapshotDelta delta() {
    return base.map(has -> Delta.between(has.snapshot(), target.snapshot(), target.version()))
        .orElseGet(() -> Delta.full(target.snapshot(), target.version()));
  }
}
