package dev.apifleet.gateway.sync;

import dev.apifleet.snapshot.grpc.SnapshotDelta;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The file with what a gateway served last: deltas, and the SHA-256 of all that. */
final class LastGoodFile {
  /** Two of them are there while one takes the other's place, in memory. */
  static final int LARGEST_BYTES = 24 * 1024 * 1024;

  private static final int SHA_BYTES = 32;

  private final Path folder;
  private final Path file;

  /** There is more to keep than there is place for. */
  static final class TooLargeException extends IOException {
    private TooLargeException(String message) {
      super(message);
    }
  }

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
      throw new TooLargeException(
          "it has %d bytes; at most %d are kept".formatted(size, LARGEST_BYTES));
    }
    Path next = folder.resolve("snapshot.next");
    try {
      writeTo(next, deltas);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static void writeTo(Path next, List<SnapshotDelta> deltas) throws IOException {
    MessageDigest sha = sha();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(next));
        OutputStream content = new DigestOutputStream(out, sha)) {
      for (SnapshotDelta delta : deltas) {
        delta.writeDelimitedTo(content);
      }
      out.write(sha.digest());
    }
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
    int size = Math.max(0, all.length - SHA_BYTES);
    byte[] content = Arrays.copyOf(all, size);
    byte[] signed = Arrays.copyOfRange(all, size, all.length);
    boolean sound = Arrays.equals(signed, sha().digest(content));
    List<SnapshotDelta> deltas = sound ? parse(content) : List.of();
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
