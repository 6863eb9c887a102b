package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.Sha256;
import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file with what a gateway served last: a SHA-256 in hexadecimal, and the deltas that it is of.
 */
final class LastGoodFile {
  /** Two of them are there while one takes the other's place, in memory. */
  static final int LARGEST_BYTES = 24 * 1024 * 1024;

  private static final int SHA_BYTES = 64;

  private final Path folder;
  private final Path file;

  LastGoodFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("snapshot");
  }

  /** Whether there is a place for it. */
  boolean hasPlace() {
    return Files.isDirectory(folder);
  }

  /**
   * Takes the place of the file that there is, at once.
   *
   * @throws IOException also when it is too large; then there is no file any more
   */
  void write(Kept kept) throws IOException {
    List<SnapshotDelta> deltas = kept.deltas();
    long size = deltas.stream().mapToLong(SnapshotDelta::getSerializedSize).sum();
    if (size > LARGEST_BYTES) {
      Files.deleteIfExists(file);
      throw new IOException("it has %d bytes; at most %d are kept".formatted(size, LARGEST_BYTES));
    }
    Path next = folder.resolve("snapshot.next");
    Files.write(next, signed(deltas));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] signed(List<SnapshotDelta> deltas) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (SnapshotDelta delta : deltas) {
      delta.writeDelimitedTo(content);
    }
    byte[] bytes = content.toByteArray();
    content.reset();
    content.writeBytes(Sha256.of(bytes).getBytes(StandardCharsets.US_ASCII));
    content.writeBytes(bytes);
    return content.toByteArray();
  }

  /**
   * What was written last, if anything.
   *
   * @throws IOException when the file is not as it was written
   */
  Optional<LocalSnapshot> read() throws IOException {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(all, Math.min(all.length, SHA_BYTES), all.length);
    String sha = new String(all, 0, all.length - content.length, StandardCharsets.US_ASCII);
    List<SnapshotDelta> deltas = sha.equals(Sha256.of(content)) ? parse(content) : List.of();
    if (deltas.isEmpty()) {
      throw new IOException(file + " is not as it was written");
    }
    return Optional.of(new LocalSnapshot(file.toString(), deltas));
  }

  private static List<SnapshotDelta> parse(byte[] content) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(content);
    List<SnapshotDelta> deltas = new ArrayList<>();
    for (SnapshotDelta delta = SnapshotDelta.parseDelimitedFrom(in);
        delta != null;
        delta = SnapshotDelta.parseDelimitedFrom(in)) {
      deltas.add(delta);
    }
    return deltas;
  }
}
