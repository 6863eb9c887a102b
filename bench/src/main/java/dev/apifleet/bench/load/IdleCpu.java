package dev.apifleet.bench.load;

import dev.apifleet.bench.race.Cpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What share of their CPU load and backend leave unused from now on: where it is small, they are
 * what is measured.
 */
record IdleCpu(long idleTicks, long allTicks) {
  private static final Path STAT = Path.of("/proc/stat");

  /**
   * Fields of proc(5): idle is the 4th, waiting for a disk the 5th; guests' time is in the first.
   */
  private static final int COUNTED = 8;

  static IdleCpu now() {
    String name = "cpu" + Cpus.OTHERS + " ";
    try {
      return of(
          Files.readAllLines(STAT).stream()
              .filter(line -> line.startsWith(name))
              .findFirst()
              .orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static IdleCpu of(String line) {
    long[] ticks =
        Arrays.stream(line.split(" ")).skip(1).limit(COUNTED).mapToLong(Long::parseLong).toArray();
    return new IdleCpu(ticks[3] + ticks[4], Arrays.stream(ticks).sum());
  }

  double percent() {
    return percent(now());
  }

  double percent(IdleCpu later) {
    return 100.0 * (later.idleTicks - idleTicks) / Math.max(1, later.allTicks - allTicks);
  }
}
