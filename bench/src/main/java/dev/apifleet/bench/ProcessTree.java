package dev.apifleet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** A process with its children, and what they use of the machine. */
public record ProcessTree(ProcessHandle root) {
  private static final long MICROS_PER_TICK = 10_000;

  /**
   * Time on the CPU so far, in the processes and in the kernel for them. Children that have ended
   * are in it, as their parents' time of children.
   */
  public long cpuMicros() {
    // Behind the name in brackets, which may have blanks, fields 14 to 17 of proc(5) are the 12th
    // on.
    return pids()
            .map(pid -> read(pid, "stat"))
            .filter(stat -> !stat.isEmpty())
            .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
            .flatMapToLong(fields -> Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong))
            .sum()
        * MICROS_PER_TICK;
  }

  /** Memory in use now. */
  public double rssMebibytes() {
    return pids()
        .flatMap(pid -> read(pid, "status").lines())
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .sum();
  }

  Stream<Long> pids() {
    return Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid);
  }

  /** What the kernel tells of a process, or nothing if it has just ended. */
  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", "" + pid, file));
    } catch (NoSuchFileException _) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
