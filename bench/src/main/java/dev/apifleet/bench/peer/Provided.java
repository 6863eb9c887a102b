package dev.apifleet.bench.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that {@code ./fleet bench} installs.
 *
 * @param variable of the environment, with its path
 */
record Provided(String variable) {
  Optional<Path> path() {
    return Optional.ofNullable(System.getenv(variable)).map(Path::of).filter(Files::exists);
  }

  /** Why it cannot be used, or nothing. */
  Optional<String> absence() {
    return path().isPresent()
        ? Optional.empty()
        : Optional.of("it is not installed: no file is named by " + variable);
  }

  @Override
  public String toString() {
    return path().orElseThrow(() -> new IllegalStateException(absence().orElseThrow())).toString();
  }
}
