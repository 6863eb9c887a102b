package dev.apifleet.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A copy of this checkout with a cluster of its own, driven by {@code ./fleet} as a newcomer would.
 */
record Checkout(Path folder) implements AutoCloseable {
  private static final String COPY =
      "git -C \"$1\" ls-files -co --exclude-standard -z"
          + " | tar -C \"$1\" --null --ignore-failed-read -T - -cf - | tar -C \"$2\" -xf -";

  /** What git knows of this checkout, and what it would take in. */
  static Checkout copy() {
    try {
      Path folder = Files.createTempDirectory("apifleet-checkout");
      run(folder, Duration.ofMinutes(1), "bash", "-c", COPY, "-", "..", folder.toString());
      return new Checkout(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@code ./fleet COMMAND…}; returns what it printed. Fails when the command does, or takes
   * longer.
   */
  String fleet(Duration patience, String... command) {
    List<String> line = new ArrayList<>(List.of(folder.resolve("fleet").toString()));
    line.addAll(List.of(command));
    return run(folder, patience, line.toArray(String[]::new));
  }

  /** What {@code ./fleet up} wrote for other programs. */
  Map<String, String> environment() throws IOException {
    return Files.readAllLines(environmentFile()).stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  Path environmentFile() {
    return folder.resolve(".fleet/env");
  }

  private static String run(Path folder, Duration patience, String... command) {
    try {
      Path printed = Files.createTempFile("apifleet", ".out");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
      builder.environment().keySet().removeAll(List.of("KUBECONFIG", "FLEET_STARTED"));
      Process process = builder.start();
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      String text = Files.readString(printed);
      if (!ended || process.exitValue() != 0) {
        process.destroy();
        throw new IllegalStateException(String.join(" ", command) + " in " + folder + ":\n" + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    fleet(Duration.ofMinutes(2), "down");
  }
}
