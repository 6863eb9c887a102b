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

  /** The places of a fleet that exist, as they are now. */
  Map<Integer, Place> of(GatewayFleet fleet);

  /**
   * Keeps a piece; throws when the place has changed since it was found.
   *
   * @param found empty where the place did not exist
   */
  void put(GatewayFleet fleet, int place, Optional<Place> found, Chunk piece);

  /** Nothing is kept there any more; throws when the place has changed since it was found. */
  void clear(GatewayFleet fleet, int place, Place found);
}
