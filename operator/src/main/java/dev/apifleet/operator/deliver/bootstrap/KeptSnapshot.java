package dev.apifleet.operator.deliver.bootstrap;

import dev.apifleet.operator.deliver.Published;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Encoded;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.bootstrap.Chunk;
import dev.apifleet.snapshot.bootstrap.Chunks;
import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Reads what was published from its pieces, as far as this version of the operator can. */
final class KeptSnapshot {
  private static final Logger LOG = Logger.getLogger(KeptSnapshot.class);

  private KeptSnapshot() {}

  /**
   * What the pieces of one fleet hold; empty when they hold nothing whole. Its hash is that of what
   * could be read: nobody takes it for the content that a gateway has, unless it is.
   */
  static Optional<Published> read(String fleet, Collection<Chunk> pieces) {
    try {
      Optional<SnapshotDelta> whole = Chunks.join(pieces);
      if (whole.isEmpty()) {
        LOG.warnf("fleet %s: no whole snapshot is kept, only %d pieces", fleet, pieces.size());
      }
      return whole.map(delta -> published(fleet, delta));
    } catch (IOException e) {
      LOG.warnf("fleet %s: the snapshot that is kept cannot be read: %s", fleet, e.getMessage());
      return Optional.empty();
    }
  }

  private static Published published(String fleet, SnapshotDelta whole) {
    List<dev.apifleet.snapshot.Resource> resources =
        whole.getUpsertsList().stream().flatMap(each -> resource(fleet, each)).toList();
    Snapshot snapshot = Snapshot.of(resources);
    Version said = Delta.version(whole.getVersion());
    LOG.infof(
        "fleet %s: goes on from version %s, with %d of its %d resources",
        fleet, said.label(), resources.size(), whole.getUpsertsCount());
    return new Published(new Version(said.epoch(), said.counter(), snapshot.hash()), snapshot);
  }

  private static Stream<dev.apifleet.snapshot.Resource> resource(String fleet, Resource message) {
    try {
      Encoded read = Encoded.read(Kind.valueOf(message.getKey().getKind()), message.getSpec());
      if (!read.hash().equals(message.getHash())) {
        throw new IOException("its content does not have its hash");
      }
      return Stream.of(read.resource());
    } catch (IOException | IllegalArgumentException e) {
      LOG.warnf(
          "fleet %s: the last good form of %s %s is left out: %s",
          fleet, message.getKey().getKind(), message.getKey().getName(), e.getMessage());
      return Stream.empty();
    }
  }
}
