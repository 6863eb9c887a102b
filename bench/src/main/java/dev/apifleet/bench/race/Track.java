package dev.apifleet.bench.race;

import dev.apifleet.bench.Effort;
import dev.apifleet.bench.Report;
import dev.apifleet.bench.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What all races need: a folder, and a backend that runs. */
final class Track implements AutoCloseable {
  static final Effort EFFORT = new Effort(1, 5, Duration.ofSeconds(5));

  private final Path folder;
  private final Backend backend;

  private Track(Path folder) {
    this.folder = folder;
    this.backend = Backend.start(folder);
  }

  /** Others may read the folder: nginx drops its rights. */
  static Track open() throws IOException {
    Path folder = Files.createTempDirectory("apifleet-bench");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Track(folder);
  }

  Backend backend() {
    return backend;
  }

  Course course(Task task) {
    return new Course(task, backend.port(), 0, null, folder);
  }

  /** A table of how it ended, with what was left out and which aims were met under it. */
  static Report report(Effort effort, Standings standings, String title, List<Aim> aims) {
    List<String> notes = new ArrayList<>(aims.stream().map(Aim::toString).toList());
    standings
        .leftOut()
        .forEach(one -> notes.add("Left out: " + one.strip().replaceAll("\\s+", " ")));
    Table table = standings.table(title, Ours.NAME);
    String about =
        """
        Each gateway has CPU %d to itself; the load generator wrk (64 connections, each with a request
        under way all the time), the backend (nginx, 128 bytes) and Redis share CPU %d. CPU: user and
        system time of the gateway's processes. Medians of %d rounds of %d s in which all took turns,
        after they were warmed up; lowest and highest in brackets. Bytes allocated are those of a
        further round."""
            .formatted(
                Cpus.TESTED, Cpus.OTHERS, effort.rounds(), Math.max(1, effort.time().toSeconds()));
    return new Report(
        about, List.of(new Table(table.title(), table.columns(), table.rows(), notes)));
  }

  @Override
  public void close() throws IOException {
    backend.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
