package dev.apifleet.bench.race;

import dev.apifleet.bench.ProcessTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that runs on one CPU alone, with what it and its children cost. What it says is in a
 * file.
 */
public final class Pinned implements AutoCloseable {
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

  /** Time on the CPU so far, of it and its children. */
  public long cpuMicros() {
    return tree().cpuMicros();
  }

  /** Memory in use now, of it and its children. */
  public double rssMebibytes() {
    return tree().rssMebibytes();
  }

  private ProcessTree tree() {
    return new ProcessTree(process.toHandle());
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
