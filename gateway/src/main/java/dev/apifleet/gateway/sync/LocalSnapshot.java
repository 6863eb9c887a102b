package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.util.Comparator;
import java.util.List;

/**
 * A snapshot that lies on this machine.
 *
 * @param source where, for people
 * @param deltas what leads to it, from nothing; at least one
 */
record LocalSnapshot(String source, List<SnapshotDelta> deltas) {
  /** The later one is the greater. */
  static final Comparator<LocalSnapshot> ORDER =
      Comparator.comparing(
          LocalSnapshot::version,
          Comparator.comparingLong(Version::epoch).thenComparingLong(Version::counter));

  Version version() {
    return Delta.version(deltas.getLast().getVersion());
  }
}
