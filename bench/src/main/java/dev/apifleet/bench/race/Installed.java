package dev.apifleet.bench.race;

import dev.apifleet.bench.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What gateways that come as programs of the system have in common. */
public final class Installed {
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

  private Installed() {}

  /** The program's version, as it tells itself; nothing where it is not installed. */
  public static String version(String program, String option) {
    if (!Command.exists(program)) {
      return "";
    }
    Matcher version = VERSION.matcher(Command.run(program, option));
    return version.find() ? version.group() : "";
  }

  public static Optional<String> absence(String program) {
    return Command.exists(program) ? Optional.empty() : Optional.of(program + " is not installed");
  }

  /** Writes a configuration. */
  public static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
