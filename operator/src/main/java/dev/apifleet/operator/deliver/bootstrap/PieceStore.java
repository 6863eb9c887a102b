package dev.apifleet.operator.deliver.bootstrap;

import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.snapshot.bootstrap.Chunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the pieces of published snapshots are kept, each fleet's in places 0 to 7. All block, and
 * throw when Kubernetes does not answer.
 */
public interface PieceStore {
  /** All that can be read, by fleet ({@code namespace/name}). */
  Map<String, List<Chunk>> all();

  /** Which places of a fleet are taken, and by what; empty where that cannot be read. */
  Map<Integer, Optional<Chunk>> of(GatewayFleet fleet);

  void put(GatewayFleet fleet, int place, Chunk piece);

  /** Nothing is kept there any more. */
  void clear(GatewayFleet fleet, int place);
}
