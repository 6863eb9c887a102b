package dev.apifleet.snapshot.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.apifleet.snapshot.Delta;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunksTest {
  private static final int LARGE = 2_000_000;

  private final Random random = new Random(7);

  private SnapshotDelta full(long counter, int bytes) {
    byte[] noise = new byte[bytes];
    random.nextBytes(noise); // cannot be compressed
    return SnapshotDelta.newBuilder()
        .setVersion(Delta.message(new Version(1, counter, "hash-" + counter)))
        .setFull(true)
        .addUpserts(Resource.newBuilder().setSpec(ByteString.copyFrom(noise)))
        .build();
  }

  private static List<Chunk> pieces(SnapshotDelta full) {
    return Chunks.of(full).orElseThrow();
  }

  @Test
  void aSnapshotComesTogetherAgainInWhicheverOrder() throws IOException {
    SnapshotDelta full = full(1, LARGE);
    List<Chunk> pieces = new ArrayList<>(pieces(full));
    assertThat(pieces).hasSize(3).allMatch(p -> p.content().length <= Chunks.LARGEST_BYTES);
    Collections.shuffle(pieces, random);
    assertThat(Chunks.join(pieces)).contains(full);
  }

  @Test
  void aSetThatLacksAPieceIsNotUsed() throws IOException {
    List<Chunk> pieces = pieces(full(1, LARGE));
    assertThat(Chunks.join(pieces.subList(1, 3))).isEmpty();
    assertThat(Chunks.join(List.of())).isEmpty();
  }

  @Test
  void ofTwoVersionsTheLatestThatIsCompleteCounts() throws IOException {
    SnapshotDelta old = full(9, 100);
    SnapshotDelta next = full(10, LARGE);
    List<Chunk> mixed = new ArrayList<>(pieces(old));
    mixed.addAll(pieces(next).subList(0, 2));
    assertThat(Chunks.join(mixed)).contains(old);
    mixed.add(pieces(next).getLast());
    assertThat(Chunks.join(mixed)).contains(next);
  }

  @Test
  void aPieceThatWasChangedIsNotUsed() throws IOException {
    List<Chunk> pieces = pieces(full(1, 100));
    byte[] forged = pieces.getFirst().content().clone();
    forged[forged.length - 1] ^= 1;
    assertThat(Chunks.join(List.of(new Chunk(pieces.getFirst().label(), forged)))).isEmpty();
  }

  @Test
  void whatIsTooLargeForAllPiecesIsNotCutShort() {
    assertThat(Chunks.of(full(1, Chunk.MOST * Chunks.LARGEST_BYTES))).isEmpty();
  }

  @Test
  void aLabelIsReadAsItWasWritten() throws IOException {
    Chunk.Label label = pieces(full(3, 100)).getFirst().label();
    assertThat(Chunk.Label.read(label.json())).isEqualTo(label);
  }
}
