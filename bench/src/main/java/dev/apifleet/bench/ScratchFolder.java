package dev.apifleet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** A folder for what a scenario writes meanwhile; it goes with all that is in it when closed. */
public record ScratchFolder(Path path) implements AutoCloseable {
  /** Others may read it: nginx drops its rights. */
  public static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  public static ScratchFolder create() throws IOException {
    Path path = Files.createTempDirectory("apifleet-bench");
    return new ScratchFolder(Files.setPosixFilePermissions(path, READABLE));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
