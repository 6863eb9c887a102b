package dev.apifleet.bench.race;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that runs on one CPU alone, with what it and its children cost. What it says is in a
 * file.
 */
public final class Pinned implements AutoCloseable {
  private static final long MICROS_PER_TICK = 10_000;
  private static final int PATIENCE_SECONDS = 10;
  private static final int MOST_WORDS = 2_000;

  private final Process process;
  private final Path log;
  private final long started = System.nanoTime();

  private Pinned(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  public static Pinned start(
      int cpu, Path log, Map<String, String> environment, List<String> command) {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "" + cpu));
    pinned.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(pinned).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new Pinned(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** How long ago it was started. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns when it has ended. */
  void await() throws InterruptedException {
    process.waitFor();
  }

  /** The end of what it said. */
  public String lastWords() {
    try (RandomAccessFile said = new RandomAccessFile(log.toFile(), "r")) {
      said.seek(Math.max(0, said.length() - MOST_WORDS));
      byte[] end = new byte[MOST_WORDS];
      return new String(end, 0, Math.max(0, said.read(end)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Time on the CPU so far, in the process and in the kernel for it. */
  public long cpuMicros() {
    // Behind the name in brackets, which may have blanks, field 14 of proc(5) is the 12th.
    return tree()
            .map(pid -> read(pid, "stat"))
            .filter(stat -> !stat.isEmpty())
            .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
            .mapToLong(fields -> Long.parseLong(fields[11]) + Long.parseLong(fields[12]))
            .sum()
        * MICROS_PER_TICK;
  }

  /** Memory in use now. */
  public double rssMebibytes() {
    return tree()
        .flatMap(pid -> read(pid, "status").lines())
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .sum();
  }

  private Stream<Long> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid);
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

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
