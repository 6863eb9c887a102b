package dev.apifleet.bench.race;

import dev.apifleet.bench.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One who races, running, and its laps so far. */
final class Contestant implements AutoCloseable {
  private static final int ONE_ERROR_IN = 1_000;

  private final Entry entry;
  private final Runner runner;
  private final List<Lap> laps = new ArrayList<>();
  private OptionalDouble allocated = OptionalDouble.empty();

  private Contestant(Entry entry, Runner runner) {
    this.entry = entry;
    this.runner = runner;
  }

  /** Starts it, and waits until it answers. */
  static Contestant start(Entry entry) {
    Path folder = created(entry);
    Runner runner = entry.peer().start(entry.course().in(folder));
    try {
      Answers.await(runner.port(), entry.load(), runner.process());
    } catch (RuntimeException e) {
      runner.close();
      throw e;
    }
    System.err.printf(
        "%s: process %d, port %d, files in %s%n",
        entry.label(), runner.process().pid(), runner.port(), folder);
    return new Contestant(entry, runner);
  }

  private static Path created(Entry entry) {
    try {
      String name = entry.label().replaceAll("\\W+", "-");
      Path folder = Files.createTempDirectory(entry.course().folder(), name);
      return Files.setPosixFilePermissions(folder, ScratchFolder.READABLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Entry entry() {
    return entry;
  }

  List<Lap> laps() {
    return laps;
  }

  /** Bytes per request, where that is known. */
  OptionalDouble allocated() {
    return allocated;
  }

  /** What fails meanwhile is forgiven: a cold JVM may let its first requests wait for seconds. */
  void warmUp() {
    Wrk.run(runner.port(), entry.load(), entry.peer().warmUp());
  }

  void lap(Duration time) {
    long before = runner.process().cpuMicros();
    Wrk.Found found = load(time);
    double micros = (double) (runner.process().cpuMicros() - before) / found.requests();
    laps.add(new Lap(found, micros, runner.process().rssMebibytes()));
  }

  /** The last lap, since it costs what the others tell of. */
  void allocationLap(Duration time) {
    if (entry.peer().jvm()) {
      try (Allocation allocation = new Allocation(runner.process().pid())) {
        long before = allocation.bytes();
        Wrk.Found found = Wrk.run(runner.port(), entry.load(), time);
        allocated = OptionalDouble.of((double) (allocation.bytes() - before) / found.requests());
      }
    }
  }

  private Wrk.Found load(Duration time) {
    Wrk.Found found = Wrk.run(runner.port(), entry.load(), time);
    if (found.errors() * ONE_ERROR_IN > found.requests()) {
      throw new IllegalStateException(
          "%d of %d requests failed; it says: %s"
              .formatted(found.errors(), found.requests(), runner.process().lastWords()));
    }
    return found;
  }

  /** Why it cannot race, or nothing. */
  static Optional<String> absence(Entry entry) {
    return entry.peer().absence(entry.course().task());
  }

  @Override
  public void close() {
    runner.close();
  }
}
