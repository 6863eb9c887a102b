package dev.apifleet.snapshot.bootstrap;

import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Sha256;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Takes a full delta apart into pieces, compressed, and puts it together again. */
public final class Chunks {
  /** A Secret may hold 1 MiB, and travels to the API server in base64 beside its other fields. */
  public static final int LARGEST_BYTES = 700 * 1024;

  /** What nobody's pieces inflate to. */
  private static final int LARGEST_SNAPSHOT_BYTES = 256 * 1024 * 1024;

  private Chunks() {}

  /** The pieces in order; empty when the snapshot is too large for as many as there may be. */
  public static Optional<List<Chunk>> of(SnapshotDelta full) {
    byte[] all = compress(full);
    int count = Math.ceilDiv(all.length, LARGEST_BYTES);
    Version version = Delta.version(full.getVersion());
    return count > Chunk.MOST
        ? Optional.empty()
        : Optional.of(
            IntStream.range(0, count).mapToObj(i -> piece(version, i, count, all)).toList());
  }

  /**
   * The latest version of which all pieces are there and sound; pieces of several versions may lie
   * side by side while they are replaced.
   *
   * @throws IOException when sound pieces hold no snapshot
   */
  public static Optional<SnapshotDelta> join(Collection<Chunk> pieces) throws IOException {
    Map<Version, SortedMap<Integer, Chunk>> sets =
        pieces.stream()
            .filter(Chunk::isSound)
            .collect(
                Collectors.groupingBy(
                    piece -> piece.label().version(),
                    Collectors.toMap(
                        piece -> piece.label().index(), p -> p, (a, _) -> a, TreeMap::new)));
    Optional<SortedMap<Integer, Chunk>> latest =
        sets.entrySet().stream()
            .filter(set -> isComplete(set.getValue()))
            .max(Map.Entry.comparingByKey(ORDER))
            .map(Map.Entry::getValue);
    return latest.isPresent() ? Optional.of(inflate(latest.get())) : Optional.empty();
  }

  private static final Comparator<Version> ORDER =
      Comparator.comparingLong(Version::epoch).thenComparingLong(Version::counter);

  private static boolean isComplete(SortedMap<Integer, Chunk> set) {
    return set.size() == set.firstEntry().getValue().label().count();
  }

  private static Chunk piece(Version version, int index, int count, byte[] all) {
    int from = index * LARGEST_BYTES;
    byte[] content = Arrays.copyOfRange(all, from, Math.min(all.length, from + LARGEST_BYTES));
    return new Chunk(new Chunk.Label(version, index, count, Sha256.of(content)), content);
  }

  private static byte[] compress(SnapshotDelta full) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      full.writeTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static SnapshotDelta inflate(SortedMap<Integer, Chunk> pieces) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    pieces.values().forEach(piece -> joined.writeBytes(piece.content()));
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(joined.toByteArray()))) {
      byte[] message = gzip.readNBytes(LARGEST_SNAPSHOT_BYTES);
      if (gzip.read() >= 0) {
        throw new IOException("the snapshot inflates to more than 256 MiB");
      }
      return SnapshotDelta.parseFrom(message);
    }
  }
}
