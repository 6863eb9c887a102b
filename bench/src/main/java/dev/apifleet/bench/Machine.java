package dev.apifleet.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Where and when something was measured, and of which commit. */
record Machine(
    Instant date, String commit, int cores, double load, String cpu, String system, String java) {
  static Machine here() {
    return new Machine(
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        System.getenv().getOrDefault("APIFLEET_COMMIT", "unknown"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        cpuModel(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.runtime.version"));
  }

  private static String cpuModel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException _) {
      return System.getProperty("os.arch");
    }
  }

  @Override
  public String toString() {
    return "%s, commit %s, %d cores of %s (load %.1f beforehand), %s, Java %s"
        .formatted(date, commit, cores, cpu, load, system, java);
  }

  JsonObject json() {
    return new JsonObject()
        .put("date", date.toString())
        .put("commit", commit)
        .put("cores", cores)
        .put("loadBeforehand", load)
        .put("cpu", cpu)
        .put("system", system)
        .put("java", java);
  }
}
