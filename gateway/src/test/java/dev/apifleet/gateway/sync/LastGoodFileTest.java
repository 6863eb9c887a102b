package dev.apifleet.gateway.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.Snapshot;
import dev.apifleet.snapshot.Version;
import dev.apifleet.snapshot.grpc.Resource;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGoodFileTest {
  private static final Snapshot SNAPSHOT =
      Snapshot.of(List.of(new ListenerConfig("http", 8080, ListenerConfig.Protocol.HTTP)));
  private static final Version VERSION = new Version(7, 3, SNAPSHOT.hash());

  @TempDir Path folder;
  private LastGoodFile file;
  private Path path;

  @BeforeEach
  void place() {
    file = new LastGoodFile(folder);
    path = folder.resolve("snapshot");
  }

  private static Kept kept(Resource... refused) {
    return new Kept(VERSION, SNAPSHOT.resources().values(), List.of(refused));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    assertThat(file.read()).isEmpty();
    file.write(kept());
    LocalSnapshot read = file.read().orElseThrow();
    assertThat(read.deltas()).isEqualTo(kept().deltas());
    assertThat(read.version()).isEqualTo(VERSION);
  }

  @Test
  void holdsWhatServesAndThenWhatWasRefused() throws IOException {
    Resource refused = Resource.newBuilder().setHash("other").build();
    file.write(kept(refused));
    LocalSnapshot read = file.read().orElseThrow();
    assertThat(read.version()).isEqualTo(VERSION);
    assertThat(read.deltas()).hasSize(2);
    SnapshotDelta serves = read.deltas().getFirst();
    assertThat(serves.getFull()).isTrue();
    assertThat(serves.getVersion().getHash()).as("not the content of that hash").isEmpty();
    assertThat(read.deltas().getLast().getUpsertsList()).containsExactly(refused);
  }

  @Test
  void damageIsFound() throws IOException {
    file.write(kept());
    byte[] good = Files.readAllBytes(path);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(path, bad);
      assertThatThrownBy(file::read)
          .as("byte %d", i)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("snapshot is not as it was written");
    }
  }

  @Test
  void aPartIsNotTakenForTheWhole() throws IOException {
    file.write(kept());
    byte[] good = Files.readAllBytes(path);
    for (int length = 0; length < good.length; length++) {
      Files.write(path, java.util.Arrays.copyOf(good, length));
      assertThatThrownBy(file::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsTooLargeIsNotKeptNorIsWhatItShouldReplace() throws IOException {
    file.write(kept());
    Resource large =
        Resource.newBuilder()
            .setSpec(ByteString.copyFrom(new byte[LastGoodFile.LARGEST_BYTES]))
            .build();
    assertThatThrownBy(() -> file.write(kept(large))).hasMessageContaining("at most 25165824");
    assertThat(file.read()).isEmpty();
  }

  @Test
  void hasNoPlaceWithoutItsVolume() {
    assertThat(file.hasPlace()).isTrue();
    assertThat(new LastGoodFile(folder.resolve("nowhere")).hasPlace()).isFalse();
  }
}
