package dev.apifleet.bench.race;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which requests are sent.
 *
 * @param headers of each of them
 * @param tokens a file with a line for each request's own bearer token, in turn
 */
public record Load(String path, Map<String, String> headers, Optional<Path> tokens) {
  public static final Load PLAIN = of("/api/v1/status");

  public static Load of(String path) {
    return new Load(path, Map.of(), Optional.empty());
  }

  public Load with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Load(path, more, tokens);
  }

  public Load withTokens(Path file) {
    return new Load(path, headers, Optional.of(file));
  }
}
