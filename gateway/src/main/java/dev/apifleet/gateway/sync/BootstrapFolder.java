package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.bootstrap.Chunk;
import dev.apifleet.snapshot.bootstrap.Chunks;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folder in whose folders, 0 to 7, lie the pieces of the snapshot that the operator left. */
record BootstrapFolder(Path folder) {
  /**
   * The latest snapshot of which all pieces are there, whatever lies beside them.
   *
   * @throws IOException when there are pieces, but of no whole snapshot
   */
  Optional<LocalSnapshot> read() throws IOException {
    List<Chunk> pieces = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < Chunk.MOST; i++) {
      Path piece = folder.resolve(String.valueOf(i));
      if (Files.exists(piece.resolve(Chunk.LABEL_FILE))) {
        try {
          pieces.add(read(piece));
        } catch (IOException e) {
          wrong.add(e.toString());
        }
      }
    }
    if (pieces.isEmpty() && wrong.isEmpty()) {
      return Optional.empty();
    }
    SnapshotDelta whole =
        Chunks.join(pieces)
            .filter(SnapshotDelta::getFull)
            .orElseThrow(
                () ->
                    new IOException(
                        "the %d pieces in %s are no whole snapshot; not readable: %s"
                            .formatted(pieces.size(), folder, wrong)));
    return Optional.of(new LocalSnapshot(folder.toString(), List.of(whole)));
  }

  private static Chunk read(Path piece) throws IOException {
    return new Chunk(
        Chunk.Label.read(Files.readAllBytes(piece.resolve(Chunk.LABEL_FILE))),
        Files.readAllBytes(piece.resolve(Chunk.CONTENT_FILE)));
  }
}
