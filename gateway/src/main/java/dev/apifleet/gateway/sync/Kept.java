package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.util.Collection;
import java.util.List;

/**
 * What a gateway keeps for its next start.
 *
 * @param version of what is wanted
 * @param serves what it serves
 * @param refused what it should serve instead, or besides, and cannot
 */
record Kept(Version version, Collection<Encoded> serves, List<Resource> refused) {
  /**
   * What leads to it: all that is wanted, or all that serves and then what was refused, which is
   * tried again so, and leaves its last good form serving when it is refused again.
   */
  List<SnapshotDelta> deltas() {
    if (refused.isEmpty()) {
      return List.of(full(version));
    }
    SnapshotDelta wanted =
        SnapshotDelta.newBuilder()
            .setVersion(Delta.message(version))
            .addAllUpserts(refused)
            .build();
    return List.of(full(new Version(version.epoch(), version.counter(), "")), wanted);
  }

  private SnapshotDelta full(Version as) {
    return SnapshotDelta.newBuilder()
        .setVersion(Delta.message(as))
        .setFull(true)
        .addAllUpserts(serves.stream().map(Delta::message).toList())
        .build();
  }
}
